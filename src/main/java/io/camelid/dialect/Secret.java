package io.camelid.dialect;

import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What must not be told, and how it is found in a text. One of few characters counts only where it stands alone. */
final class Secret {

    static final String MASK = "***";

    /** From so many characters on, it is no ordinary word. */
    static final int UNMISTAKABLE = 8;

    /** Not behind a letter or digit, unless that is the end of an escape. */
    private static final String ALONE = "(?:(?<=\\\\[bfnrt]|\\\\u\\p{XDigit}{4})|(?<!\\w))";

    private final String text;

    /** As JSON may spell it; null until a text needs it, as few do. */
    private @Nullable Pattern spelled;

    Secret(String text) {
        this.text = text;
    }

    int length() {
        return text.length();
    }

    /** A text without it, also where that is, or holds, JSON that spells it in escapes, however deep. */
    String maskedIn(String said) {
        if (said.indexOf('\\') >= 0) {
            return spelled().matcher(said).replaceAll(MASK);
        }
        return said.contains(text) ? pattern(Pattern.quote(text)).matcher(said).replaceAll(MASK) : said;
    }

    private Pattern spelled() {
        Pattern known = spelled;
        if (known == null) {
            known = pattern(text.chars().mapToObj(Secret::spelled).collect(Collectors.joining()));
            spelled = known;
        }
        return known;
    }

    /** JSON may write each character by its number, and a few behind a backslash; JSON inside JSON escapes the backslash. */
    private static String spelled(int character) {
        String bare = Pattern.quote(Character.toString(character));
        String escaped = "\"\\/".indexOf(character) >= 0 ? "\\\\*" + bare : bare;
        return "(?:%s|\\\\+u(?i:%04x))".formatted(escaped, character);
    }

    private Pattern pattern(String expression) {
        return Pattern.compile(text.length() >= UNMISTAKABLE ? expression : ALONE + expression + "(?!\\w)");
    }
}
