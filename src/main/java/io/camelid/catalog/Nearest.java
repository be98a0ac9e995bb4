package io.camelid.catalog;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Guesses which word a mistyped one was meant to be. */
final class Nearest {

    private Nearest() {}

    /** The nearest word, unless half the letters would have to change. */
    static Optional<String> of(String mistyped, Collection<String> words) {
        return words.stream()
                .min(Comparator.comparingInt(word -> distance(mistyped, word)))
                .filter(word -> 2 * distance(mistyped, word) < Math.max(mistyped.length(), word.length()));
    }

    /** Levenshtein's. */
    private static int distance(String a, String b) {
        int[] above = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            above[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int[] row = new int[b.length() + 1];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = above[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(replaced, Math.min(above[j], row[j - 1]) + 1);
            }
            above = row;
        }
        return above[b.length()];
    }
}
