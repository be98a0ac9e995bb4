package io.camelid.dialect.prompt;

import io.camelid.error.ErrorKind;
import io.camelid.error.RequestException;
import io.camelid.llama.StopReason;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The special tokens of Llama 3 in their spelling. Source: Llama 3 prompt format. */
public final class Markers {

    static final String BEGIN_OF_TEXT = "<|begin_of_text|>";
    static final String END_OF_TEXT = "<|end_of_text|>";
    static final String BEGIN_OF_HEADER = "<|start_header_id|>";
    static final String END_OF_HEADER = "<|end_header_id|>";
    static final String END_OF_TURN = "<|eot_id|>";
    static final String END_OF_MESSAGE = "<|eom_id|>";
    public static final String PYTHON_TAG = "<|python_tag|>";

    private static final Map<String, StopReason> ENDS = Map.of(
            END_OF_TURN, StopReason.END_OF_TURN,
            END_OF_TEXT, StopReason.END_OF_TURN,
            END_OF_MESSAGE, StopReason.END_OF_MESSAGE);

    private static final List<String> STRUCTURE =
            List.of(BEGIN_OF_TEXT, END_OF_TEXT, BEGIN_OF_HEADER, END_OF_HEADER, END_OF_TURN, END_OF_MESSAGE);

    /**
     * A text without the one end marker it ended with.
     *
     * @param reason what the marker says; null where there was none
     */
    public record Stripped(String text, @Nullable StopReason reason) {}

    /**
     * An end marker.
     *
     * @param at where it begins
     */
    record End(int at, StopReason reason) {}

    private Markers() {}

    public static Stripped strip(String text) {
        if (text.endsWith(END_OF_TURN)) {
            return new Stripped(without(text, END_OF_TURN), StopReason.END_OF_TURN);
        }
        if (text.endsWith(END_OF_MESSAGE)) {
            return new Stripped(without(text, END_OF_MESSAGE), StopReason.END_OF_MESSAGE);
        }
        return new Stripped(text, null);
    }

    /** The first end marker of a text; null where it has none. */
    static @Nullable End endIn(String text) {
        End first = null;
        for (Map.Entry<String, StopReason> end : ENDS.entrySet()) {
            int at = text.indexOf(end.getKey());
            if (at >= 0 && (first == null || at < first.at())) {
                first = new End(at, end.getValue());
            }
        }
        return first;
    }

    /** How many characters at the end of a text may be the beginning of an end marker. */
    static int beginningAtEndOf(String text) {
        int from = Math.max(0, text.length() - END_OF_TEXT.length() + 1);
        for (int at = text.indexOf('<', from); at >= 0; at = text.indexOf('<', at + 1)) {
            String tail = text.substring(at);
            if (ENDS.keySet().stream().anyMatch(marker -> marker.startsWith(tail))) {
                return tail.length();
            }
        }
        return 0;
    }

    /**
     * Refuses a text that holds a marker which gives a conversation its structure.
     *
     * @param path where the client gave it
     * @throws RequestException it does
     */
    static void refuse(String text, String path) {
        for (String marker : STRUCTURE) {
            if (text.contains(marker)) {
                throw RequestException.of(
                        ErrorKind.UNSUPPORTED,
                        "'%s' must not hold '%s', which would end the message for this model.".formatted(path, marker),
                        path);
            }
        }
    }

    static String header(String role) {
        return BEGIN_OF_HEADER + role + END_OF_HEADER + "\n\n";
    }

    private static String without(String text, String marker) {
        return text.substring(0, text.length() - marker.length());
    }
}
