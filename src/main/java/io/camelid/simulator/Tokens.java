package io.camelid.simulator;

import io.camelid.llama.SamplingParams;
import io.camelid.llama.StopReason;
import java.util.ArrayList;
import java.util.List;

/** The simulator's tokens: a word with the white space before it; white space at the end belongs to the last word. */
final class Tokens {

    private Tokens() {}

    /** The tokens of a text; joined they are the text, unless it has no word and so no token. */
    static List<String> split(String text) {
        List<String> tokens = new ArrayList<>();
        int start = 0;
        int end = endOfWord(text, 0);
        while (end > start) {
            int next = endOfWord(text, end);
            tokens.add(text.substring(start, next > end ? end : text.length()));
            start = end;
            end = next;
        }
        return tokens;
    }

    /** How many tokens a text has. */
    static int count(String text) {
        return split(text).size();
    }

    /** The answer as it is when it may not be longer and must end before its stop texts. */
    static Answer.Text limited(String text, SamplingParams params) {
        List<String> all = split(text);
        boolean tooLong = areTooMany(all, params);
        List<String> tokens = tooLong ? all.subList(0, params.maxTokens()) : all;
        String spoken = String.join("", tokens);
        int stop = firstStop(spoken, params.stop());
        if (stop >= 0) {
            return new Answer.Text(split(spoken.substring(0, stop)), StopReason.END_OF_TURN);
        }
        return new Answer.Text(tokens, tooLong ? StopReason.OUT_OF_TOKENS : StopReason.END_OF_TURN);
    }

    /** Whether an answer of these tokens is longer than it may be. */
    static boolean areTooMany(List<String> tokens, SamplingParams params) {
        return params.maxTokens() > 0 && tokens.size() > params.maxTokens();
    }

    private static int firstStop(String text, List<String> stops) {
        return stops.stream()
                .filter(stop -> !stop.isEmpty())
                .mapToInt(text::indexOf)
                .filter(at -> at >= 0)
                .min()
                .orElse(-1);
    }

    /** Where the first word that ends after {@code from} ends; {@code from} where there is none. */
    private static int endOfWord(String text, int from) {
        int at = from;
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
        if (at == text.length()) {
            return from;
        }
        while (at < text.length() && !Character.isWhitespace(text.charAt(at))) {
            at++;
        }
        return at;
    }
}
