package io.camelid.dialect.prompt;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads a text that is a list of calls from end to end. Single use.
 *
 * <pre>
 * calls = "[" call { "," call } [ "," ] "]"
 * call  = name "(" [ key "=" value { "," key "=" value } [ "," ] ] ")"
 * </pre>
 */
final class ListCallParser extends LiteralParser {

    private static final Pattern NAME = Pattern.compile("[A-Za-z_][\\w.-]*");
    private static final Pattern KEY = Pattern.compile("[A-Za-z_][\\w-]*");

    private ListCallParser(String text) {
        super(text, 0);
    }

    /** Empty where the text is anything else. */
    static List<WrittenCall> parse(String text) {
        try {
            return new ListCallParser(text).calls();
        } catch (NoLiteralException e) {
            return List.of();
        }
    }

    private List<WrittenCall> calls() throws NoLiteralException {
        List<WrittenCall> calls = new ArrayList<>();
        expect('[');
        do {
            calls.add(call());
        } while (accept(',') && !isNext(']'));
        expect(']');
        if (!atEnd()) {
            throw new NoLiteralException();
        }
        return calls;
    }

    private boolean isNext(char c) {
        blanks();
        return at < text.length() && text.charAt(at) == c;
    }

    private WrittenCall call() throws NoLiteralException {
        blanks();
        String name = take(NAME);
        expect('(');
        Map<String, @Nullable Object> arguments = new LinkedHashMap<>();
        while (!accept(')')) {
            blanks();
            String key = take(KEY);
            expect('=');
            if (arguments.containsKey(key)) {
                throw new NoLiteralException();
            }
            arguments.put(key, value());
            if (!accept(',')) {
                expect(')');
                break;
            }
        }
        return new WrittenCall(name, arguments);
    }
}
