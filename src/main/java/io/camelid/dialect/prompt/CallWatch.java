package io.camelid.dialect.prompt;

import io.camelid.dialect.prompt.LiteralParser.NoLiteralException;
import io.camelid.llama.ToolDefinition;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Follows a text that comes piece by piece, to where it may turn out to hold a call in one of the forms that
 * {@link AssistantText} reads. Single use, not thread-safe.
 */
public final class CallWatch {

    private static final String TAG_START = "<function=";
    /** So far the whole text is a call: its end will tell, or what comes after it. */
    private static final Pattern OPEN = Pattern.compile("\\[\\s*[A-Za-z_][\\w.-]*\\s*\\(|\\{\\s*\"");
    /** So far it may become one. */
    private static final Pattern BEGINNING = Pattern.compile("\\[\\s*(?:[A-Za-z_][\\w.-]{0,100}\\s*)?|\\{\\s*");

    private enum Outlook {
        NO_CALL,
        MAY_BE_CALL
    }

    /**
     * The text around a call.
     *
     * @param before the first call of the text
     * @param after what else is no call
     */
    public record Around(String before, String after) {}

    private final List<ToolDefinition> tools;
    private final List<String> names;
    /** What may hold a call. */
    private final StringBuilder text = new StringBuilder();

    private Spelling spelling = new Spelling();
    private int free;
    private char last = ' ';
    private boolean blank = true;
    /** Whether the whole text may still be a call, and whether it is one so far. */
    private boolean whole = true;

    private boolean begun;
    private boolean open;
    /** Where a call may begin, where its brackets do, how far those were followed, and where its first value is. */
    private int at;

    private int bracket = -1;
    private int followed;
    private int value;
    private boolean tagged;
    private boolean certain;
    /** Of a tag that is no call, all others are none. */
    private boolean tagless;

    /** @param tools what the model was offered */
    public CallWatch(List<ToolDefinition> tools) {
        this.tools = List.copyOf(tools);
        this.names = tools.stream().map(tool -> tool.toolName().value()).toList();
    }

    /** Returns how many characters of all that has come are no part of a call, whatever follows. */
    public int add(String piece) {
        text.append(piece);
        if (whole) {
            begun |= !piece.isBlank();
            whole = !begun
                    || (open
                            ? spelling.mayGoOn(piece)
                            : mayBeWhole(text.toString().stripLeading()));
        }
        if (!whole) {
            look();
            free();
        }
        return free;
    }

    /** What surrounds a call of this name in the text that is not free; null where it has none. */
    public @Nullable Around around(String name) {
        String held = text.toString();
        if (whole) {
            AssistantText read = AssistantText.decode(held, null, tools);
            boolean spelled = read.toolCalls().stream()
                    .anyMatch(call -> call.toolName().value().equals(name));
            return spelled ? new Around(read.before(), read.after()) : null;
        }
        CallTexts.Found found = CallTexts.within(held, !tagless);
        boolean spelled = found.calls().stream().anyMatch(call -> call.name().equals(name));
        return spelled ? new Around(found.before().stripTrailing(), found.after()) : null;
    }

    private boolean mayBeWhole(String beginning) {
        open = OPEN.matcher(beginning).lookingAt() || beginning.startsWith(Markers.PYTHON_TAG);
        if (open) {
            return spelling.mayGoOn(beginning);
        }
        return Markers.PYTHON_TAG.startsWith(beginning)
                || BEGINNING.matcher(beginning).matches();
    }

    private void look() {
        while (!certain && at < text.length() && outlook() == Outlook.NO_CALL) {
            bracket = -1;
            at++;
        }
    }

    /** Blanks before a call are nothing that was said. */
    private void free() {
        blank = blank && text.substring(0, at).isBlank();
        if (at == 0 || blank && at < text.length()) {
            return;
        }
        free += at;
        last = text.charAt(at - 1);
        text.delete(0, at);
        bracket -= at;
        followed -= at;
        value -= at;
        at = 0;
    }

    private Outlook outlook() {
        if (bracket >= 0) {
            return follow();
        }
        char first = text.charAt(at);
        if (first == '<' && !tagless) {
            return tag();
        }
        return isWord(first) && !isWord(at == 0 ? last : text.charAt(at - 1)) ? builtin() : Outlook.NO_CALL;
    }

    private Outlook tag() {
        if (text.length() - at < TAG_START.length()) {
            return TAG_START.startsWith(text.substring(at)) ? Outlook.MAY_BE_CALL : Outlook.NO_CALL;
        }
        Matcher tag = CallTexts.TAG.matcher(text).region(at, text.length());
        if (!tag.lookingAt()) {
            return tag.hitEnd() ? Outlook.MAY_BE_CALL : Outlook.NO_CALL;
        }
        int next = tag.end();
        while (next < text.length() && Character.isWhitespace(text.charAt(next))) {
            next++;
        }
        tagless = !names.contains(tag.group(1)) || next < text.length() && text.charAt(next) != '{';
        if (tagless) {
            return Outlook.NO_CALL;
        }
        return next == text.length() ? Outlook.MAY_BE_CALL : opened(true, next, next);
    }

    private Outlook builtin() {
        int end = at;
        while (end < text.length() && isWord(text.charAt(end))) {
            end++;
        }
        String word = text.substring(at, end);
        if (end == text.length() ? names.stream().noneMatch(name -> name.startsWith(word)) : !names.contains(word)) {
            return Outlook.NO_CALL;
        }
        Matcher call = CallTexts.BUILTIN.matcher(text).region(at, text.length());
        if (!call.lookingAt()) {
            return call.hitEnd() ? Outlook.MAY_BE_CALL : Outlook.NO_CALL;
        }
        return opened(false, text.indexOf("(", end), call.end());
    }

    private Outlook opened(boolean byTag, int where, int from) {
        tagged = byTag;
        bracket = where;
        followed = where;
        value = from;
        spelling = new Spelling();
        return follow();
    }

    private Outlook follow() {
        while (followed < text.length() && !spelling.isClosed()) {
            spelling.mayGoOn(text.charAt(followed++));
        }
        if (!spelling.isClosed()) {
            return Outlook.MAY_BE_CALL;
        }
        certain = isReadable(text.substring(value, followed));
        tagless |= tagged && !certain;
        return certain ? Outlook.MAY_BE_CALL : Outlook.NO_CALL;
    }

    private boolean isReadable(String values) {
        LiteralParser parser = new LiteralParser(values, 0);
        try {
            if (tagged) {
                parser.object();
            } else {
                parser.string();
                parser.expect(')');
            }
            return true;
        } catch (NoLiteralException e) {
            return false;
        }
    }

    private static boolean isWord(char c) {
        return c == '_' || c >= '0' && c <= '9' || c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z';
    }
}
