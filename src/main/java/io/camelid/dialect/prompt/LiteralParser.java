package io.camelid.dialect.prompt;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads literals of Python or JSON, of any depth a model writes, by recursive descent. Single use.
 *
 * <pre>
 * value  = string { string } | number | word | list | tuple | object
 * word   = True | true | False | false | None | null
 * list   = "[" [ value { "," value } [ "," ] ] "]"        tuple with "(" and ")"
 * object = "{" [ string ":" value { "," string ":" value } [ "," ] ] "}"
 * </pre>
 */
class LiteralParser {

    /** The text at hand is none. */
    static final class NoLiteralException extends Exception {
        private static final long serialVersionUID = 1L;

        NoLiteralException() {
            // thrown for every other text a model writes: no stack trace
            super(null, null, false, false);
        }
    }

    /** Deeper is no call but an attempt on our stack. */
    private static final int MAX_DEPTH = 100;

    private static final Pattern NUMBER = Pattern.compile("-?(?:\\d+\\.?\\d*|\\.\\d+)(?:[eE][+-]?\\d+)?");
    private static final Pattern WORD = Pattern.compile("[A-Za-z_]\\w*");

    final String text;
    int at;
    private int depth;

    LiteralParser(String text, int at) {
        this.text = text;
        this.at = at;
    }

    @Nullable
    Object value() throws NoLiteralException {
        blanks();
        return switch (peek()) {
            case '"', '\'' -> strings();
            case '[' -> nested(() -> items(']'));
            case '(' -> nested(() -> items(')'));
            case '{' -> nested(this::object);
            default -> at < text.length() && (Character.isLetter(peek()) || peek() == '_') ? word() : number();
        };
    }

    Map<String, @Nullable Object> object() throws NoLiteralException {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        expect('{');
        while (!accept('}')) {
            blanks();
            String key = strings();
            expect(':');
            object.put(key, value());
            if (!accept(',')) {
                expect('}');
                return object;
            }
        }
        return object;
    }

    /** The next character after blanks is this one, and is taken. */
    void expect(char c) throws NoLiteralException {
        if (!accept(c)) {
            throw new NoLiteralException();
        }
    }

    boolean accept(char c) {
        blanks();
        if (peek() != c) {
            return false;
        }
        at++;
        return true;
    }

    /** Takes what the pattern matches here. */
    String take(Pattern pattern) throws NoLiteralException {
        Matcher matcher = pattern.matcher(text).region(at, text.length());
        if (!matcher.lookingAt()) {
            throw new NoLiteralException();
        }
        at = matcher.end();
        return matcher.group();
    }

    boolean atEnd() {
        blanks();
        return at == text.length();
    }

    void blanks() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
    }

    private char peek() {
        return at < text.length() ? text.charAt(at) : '\0';
    }

    /** What is within brackets. */
    @FunctionalInterface
    private interface Inner {
        @Nullable
        Object read() throws NoLiteralException;
    }

    private @Nullable Object nested(Inner inner) throws NoLiteralException {
        if (++depth > MAX_DEPTH) {
            throw new NoLiteralException();
        }
        Object value = inner.read();
        depth--;
        return value;
    }

    /** A tuple of one without a comma is only a value in brackets. */
    private @Nullable Object items(char close) throws NoLiteralException {
        List<@Nullable Object> items = new ArrayList<>();
        at++;
        boolean comma = true;
        while (!accept(close)) {
            if (!comma) {
                throw new NoLiteralException();
            }
            items.add(value());
            comma = accept(',');
        }
        return close == ')' && items.size() == 1 && !comma ? items.get(0) : items;
    }

    String string() throws NoLiteralException {
        StringBuilder read = new StringBuilder();
        at = new StringLiteral(text, at).readTo(read);
        return read.toString();
    }

    /** One string, or several side by side, which are one. */
    private String strings() throws NoLiteralException {
        StringBuilder joined = new StringBuilder();
        do {
            joined.append(string());
            blanks();
        } while (peek() == '"' || peek() == '\'');
        return joined.toString();
    }

    private @Nullable Object word() throws NoLiteralException {
        return switch (take(WORD)) {
            case "True", "true" -> true;
            case "False", "false" -> false;
            case "None", "null" -> null;
            default -> throw new NoLiteralException();
        };
    }

    private Number number() throws NoLiteralException {
        String number = take(NUMBER);
        if (Character.isLetterOrDigit(peek()) || peek() == '.' || peek() == '_') {
            throw new NoLiteralException();
        }
        return number.matches("-?\\d+") ? integer(new BigInteger(number)) : new BigDecimal(number);
    }

    private static Number integer(BigInteger number) {
        if (number.bitLength() < Integer.SIZE) {
            return number.intValue();
        }
        return number.bitLength() < Long.SIZE ? (Number) number.longValue() : number;
    }
}
