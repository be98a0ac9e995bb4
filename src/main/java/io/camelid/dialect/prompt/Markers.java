package io.camelid.dialect.prompt;

import io.camelid.llama.StopReason;
import org.jspecify.annotations.Nullable;

/** The special tokens of Llama 3 in their spelling. Source: Llama 3 prompt format. */
public final class Markers {

    static final String BEGIN_OF_TEXT = "<|begin_of_text|>";
    static final String END_OF_TURN = "<|eot_id|>";
    static final String END_OF_MESSAGE = "<|eom_id|>";
    public static final String PYTHON_TAG = "<|python_tag|>";

    /**
     * A text without the one end marker it ended with.
     *
     * @param reason what the marker says; null where there was none
     */
    public record Stripped(String text, @Nullable StopReason reason) {}

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

    static String header(String role) {
        return "<|start_header_id|>" + role + "<|end_header_id|>\n\n";
    }

    private static String without(String text, String marker) {
        return text.substring(0, text.length() - marker.length());
    }
}
