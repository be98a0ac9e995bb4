package io.camelid.dialect.prompt;

/**
 * Follows the brackets of what may be a call, piece by piece: a list or an object that is closed is a call only if nothing
 * but blanks and a marker follows. Single use.
 */
final class Spelling {

    private static final String OPENING = "[({";
    private static final String CLOSING = "])}";

    private boolean begun;
    private boolean free;
    private int depth;
    private char quote;
    private boolean escaped;

    /** Whether it may still be a call now that this has come. */
    boolean mayGoOn(String piece) {
        for (int i = 0; i < piece.length(); i++) {
            if (!mayGoOn(piece.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    /** Whether what began with a bracket has ended. */
    boolean isClosed() {
        return begun && depth == 0;
    }

    boolean mayGoOn(char next) {
        if (free) {
            return true;
        }
        if (!begun && !Character.isWhitespace(next)) {
            begun = true;
            free = OPENING.indexOf(next) < 0; // a tag: calls of that form may have text around them
        } else if (begun && depth == 0) {
            free = next == '<'; // a marker
            return free || Character.isWhitespace(next);
        }
        if (quote == 0) {
            bracket(next);
        } else {
            inText(next);
        }
        return true;
    }

    private void inText(char next) {
        if (escaped) {
            escaped = false;
        } else if (next == '\\') {
            escaped = true;
        } else if (next == quote) {
            quote = 0;
        }
    }

    private void bracket(char next) {
        if (next == '"' || next == '\'') {
            quote = next;
        } else if (OPENING.indexOf(next) >= 0) {
            depth++;
        } else if (CLOSING.indexOf(next) >= 0) {
            depth--;
        }
    }
}
