package io.camelid.dialect.prompt;

import io.camelid.dialect.prompt.LiteralParser.NoLiteralException;

/**
 * One string literal of Python or JSON, in quotes of either kind. Escapes are decoded as the languages do; one they don't
 * know stays as it is written, as in Python. Line ends inside are taken: models write them.
 */
final class StringLiteral {

    private final String text;
    private int at;

    /** @param at where the opening quote is */
    StringLiteral(String text, int at) {
        this.text = text;
        this.at = at;
    }

    /** Returns the position behind the closing quote. */
    int readTo(StringBuilder to) throws NoLiteralException {
        char quote = next();
        if (quote != '"' && quote != '\'') {
            throw new NoLiteralException();
        }
        for (char c = next(); c != quote; c = next()) {
            if (c == '\\') {
                escape(to);
            } else {
                to.append(c);
            }
        }
        return at;
    }

    private void escape(StringBuilder to) throws NoLiteralException {
        char c = next();
        switch (c) {
            case '"', '\'', '\\', '/' -> to.append(c);
            case 'n' -> to.append('\n');
            case 't' -> to.append('\t');
            case 'r' -> to.append('\r');
            case 'b' -> to.append('\b');
            case 'f' -> to.append('\f');
            case 'x' -> to.append((char) hex(2));
            case 'u' -> to.append((char) hex(4));
            case 'U' -> codePoint(to, hex(8));
            case '\n' -> {}
            default -> to.append('\\').append(c);
        }
    }

    private static void codePoint(StringBuilder to, int codePoint) throws NoLiteralException {
        if (!Character.isValidCodePoint(codePoint)) {
            throw new NoLiteralException();
        }
        to.appendCodePoint(codePoint);
    }

    private int hex(int digits) throws NoLiteralException {
        int value = 0;
        for (int i = 0; i < digits; i++) {
            int digit = Character.digit(next(), 16);
            if (digit < 0) {
                throw new NoLiteralException();
            }
            value = value << 4 | digit;
        }
        return value;
    }

    private char next() throws NoLiteralException {
        if (at >= text.length()) {
            throw new NoLiteralException();
        }
        return text.charAt(at++);
    }
}
