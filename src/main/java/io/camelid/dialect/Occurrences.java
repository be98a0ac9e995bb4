package io.camelid.dialect;

import static com.fasterxml.jackson.core.JsonToken.END_OBJECT;
import static com.fasterxml.jackson.core.JsonToken.START_ARRAY;
import static com.fasterxml.jackson.core.JsonToken.START_OBJECT;
import static com.fasterxml.jackson.core.JsonToken.VALUE_FALSE;
import static com.fasterxml.jackson.core.JsonToken.VALUE_NULL;
import static com.fasterxml.jackson.core.JsonToken.VALUE_STRING;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.CharBuffer;
import java.util.Arrays;

/**
 * What occurs in a request's body: the names at its top, those in the objects of the list that holds the question, and the
 * roles there. Noted on the one pass that is made anyway, so that a provider's rules cost a second one only where they have
 * something to do.
 */
final class Occurrences {

    private static final String ROLE = "role";

    /** More names than any request has: from there on everything may occur. */
    private static final int MAX_NAMES = 64;

    private final Words names = new Words();
    private final Words members = new Words();
    private final Words lists = new Words();
    private final Words roles = new Words();
    /** By name, a bit that is set where its value is null, false or empty. */
    private long empty;

    private boolean nulls;
    private String question = "";
    private boolean questionList;

    /** Notes a member of the body, and passes over its value, where the parser stands. */
    void member(String name, JsonParser parser) throws IOException {
        JsonToken type = parser.currentToken();
        nulls |= type == VALUE_NULL;
        boolean says = type != VALUE_NULL && type != VALUE_FALSE;
        if (type.isStructStart()) {
            says = !JsonText.skipEmpty(parser);
        }
        named(name, !says);
    }

    /** Notes a member of the body whose value is read elsewhere. */
    void options(String name, JsonToken type) {
        nulls |= type == VALUE_NULL;
        named(name, type == VALUE_NULL);
    }

    private void named(String name, boolean saysNothing) {
        int at = names.add(name);
        if (at >= 0) {
            // of a name given twice the last one counts
            empty = saysNothing ? empty | 1L << at : empty & ~(1L << at);
        }
    }

    /**
     * Notes what is in the question's list, and passes over it.
     *
     * @return whether it is an empty text or list
     */
    boolean question(String name, JsonParser parser) throws IOException {
        question = name;
        questionList = parser.currentToken() == START_ARRAY;
        if (!questionList) {
            return JsonText.skipEmpty(parser);
        }
        boolean none = parser.nextToken().isStructEnd();
        while (!parser.currentToken().isStructEnd()) {
            if (parser.currentToken() == START_OBJECT) {
                element(parser);
            } else {
                parser.skipChildren();
            }
            parser.nextToken();
        }
        return none;
    }

    private void element(JsonParser parser) throws IOException {
        while (parser.nextToken() != END_OBJECT) {
            String name = parser.currentName();
            members.add(name);
            JsonToken type = parser.nextToken();
            if (type == START_ARRAY) {
                lists.add(name);
            } else if (type == VALUE_STRING && name.equals(ROLE)) {
                roles.add(parser);
            }
            parser.skipChildren();
        }
    }

    int count() {
        return names.count;
    }

    String name(int at) {
        return names.words[at];
    }

    /** Whether the member's value is null, false or empty. */
    boolean saysNothing(int at) {
        return (empty & 1L << at) != 0;
    }

    /** Whether there is a member of this name that says something. */
    boolean says(String name) {
        int at = names.indexOf(name);
        return names.full || (at >= 0 && !saysNothing(at));
    }

    /** Whether a member at the top is null. */
    boolean hasNulls() {
        return nulls;
    }

    /** Whether there are so many names that not all were noted. */
    boolean isCrowded() {
        return names.full;
    }

    /** The name of the member that holds the question. */
    String question() {
        return question;
    }

    /** Whether that is a list. */
    boolean isQuestionList() {
        return questionList;
    }

    /** Whether an object in the question's list has a member of this name. */
    boolean hasMember(String name) {
        return members.full || members.indexOf(name) >= 0;
    }

    /** Whether one of those is a list. */
    boolean hasList(String name) {
        return lists.full || lists.indexOf(name) >= 0;
    }

    /** Whether a member of this name may have this word as its value. */
    boolean hasWord(String member, String word) {
        return !member.equals(ROLE) || roles.full || roles.indexOf(word) >= 0;
    }

    /** A few different words. */
    private static final class Words {
        private static final String[] NONE = {};

        private String[] words = NONE;
        private int count;
        private boolean full;

        int indexOf(String word) {
            for (int i = 0; i < count; i++) {
                if (words[i].equals(word)) {
                    return i;
                }
            }
            return -1;
        }

        int add(String word) {
            int at = indexOf(word);
            return at >= 0 ? at : append(word);
        }

        /** Adds the text the parser stands at, which is mostly known already and then costs no object. */
        void add(JsonParser parser) throws IOException {
            char[] text = parser.getTextCharacters();
            int offset = parser.getTextOffset();
            int length = parser.getTextLength();
            for (int i = 0; i < count; i++) {
                if (same(words[i], text, offset, length)) {
                    return;
                }
            }
            append(parser.getText());
        }

        private int append(String word) {
            if (count == MAX_NAMES) {
                full = true;
                return -1;
            }
            if (count == words.length) {
                words = Arrays.copyOf(words, Math.max(8, 2 * count));
            }
            words[count] = word;
            return count++;
        }

        private static boolean same(String word, char[] text, int offset, int length) {
            return word.length() == length && word.contentEquals(CharBuffer.wrap(text, offset, length));
        }
    }
}
