package io.camelid.dialect.openai;

import static com.fasterxml.jackson.core.JsonToken.END_OBJECT;
import static com.fasterxml.jackson.core.JsonToken.START_OBJECT;
import static com.fasterxml.jackson.core.JsonToken.VALUE_NUMBER_INT;
import static com.fasterxml.jackson.core.JsonToken.VALUE_STRING;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonParser.NumberType;
import io.camelid.dialect.ByteRanges;
import io.camelid.dialect.Edits;
import io.camelid.dialect.JsonText;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Reads the choices of an answer or of a stream's chunks, and mends what of them would make a client fail; what it need not
 * mend costs no object. Read again for each choice; not thread-safe.
 *
 * <p><b>Source:</b> OpenAI, {@code CreateChatCompletionResponse}, {@code CreateChatCompletionStreamResponse}. A reason that is
 * an empty word is none yet in a stream; of a whole answer it is told where the answer holds calls, and else stays as it
 * came: nothing says that such an answer is complete.
 */
final class ChoiceMender {

    private final boolean stream;
    private final Edits edits;
    private final CallMender calls;
    private final LogprobsMender logprobs;
    private final ByteRanges range = new ByteRanges();

    private int index;
    private boolean indexed;
    private boolean talks;
    private boolean chats;
    private boolean failed;
    private @Nullable String reason;

    /**
     * Mends by these edits.
     *
     * @param stream whether it reads chunks, one after the other
     */
    ChoiceMender(boolean stream, Edits edits) {
        this.stream = stream;
        this.edits = edits;
        this.calls = new CallMender(stream, edits);
        this.logprobs = new LogprobsMender(stream, edits);
    }

    /**
     * Reads the choice the parser stands at.
     *
     * @param array what the parser reads
     * @param base where in it the parser's input begins
     * @param position its place in the list, which stands in for an index it does not give
     */
    void read(JsonParser parser, byte[] array, int base, int position) throws IOException {
        index = position;
        indexed = false;
        talks = false;
        chats = false;
        failed = false;
        reason = null;
        logprobs.clear();
        range.clear();
        boolean bare = true;
        while (parser.nextToken() != END_OBJECT) {
            bare = false;
            member(parser, array, base);
        }
        if (!indexed || (stream && !talks)) {
            complete(
                    new Additions(bare),
                    base + (int) parser.currentTokenLocation().getByteOffset());
        }
        if (chats) {
            logprobs.mend(array, base, parser, position);
        }
        boolean called = calls.settle(index);
        if (reason != null) {
            mendReason(reason, called);
        }
    }

    /** The index of the choice that was read. */
    int index() {
        return index;
    }

    /** Whether the choice that was read says why it ended. */
    boolean isFinished() {
        return reason != null && !FinishReasons.isNone(reason);
    }

    /** Whether the choice that was read says that the provider failed. */
    boolean hasFailed() {
        return failed || (reason != null && FinishReasons.isFailure(reason));
    }

    private void complete(Additions additions, int end) {
        if (!indexed) {
            additions.add("index", Integer.toString(index));
        }
        if (stream && !talks) {
            additions.add("delta", "{}");
        }
        edits.insert(end, additions.bytes());
    }

    private void member(JsonParser parser, byte[] array, int base) throws IOException {
        String name = parser.currentName();
        parser.nextToken();
        switch (name) {
            case "index" -> index(parser, base);
            case "finish_reason" -> reason(parser, base);
            case "delta" -> delta(parser, array, base);
            case "message" -> message(parser, array, base, !stream);
            case "logprobs" -> logprobs.read(parser, base);
            case "error" -> failed = !JsonText.skipEmpty(parser);
            case "text" -> {
                talks = true;
                parser.skipChildren();
            }
            default -> parser.skipChildren();
        }
    }

    private void index(JsonParser parser, int base) throws IOException {
        indexed = true;
        if (parser.currentToken() == VALUE_NUMBER_INT) {
            index = parser.getNumberType() == NumberType.INT ? parser.getIntValue() : ProxiedChoices.UNKNOWN;
        } else if (!parser.currentToken().isNumeric()) {
            replace(parser, base, Integer.toString(index));
        }
    }

    private void reason(JsonParser parser, int base) throws IOException {
        if (parser.currentToken() == VALUE_STRING) {
            reason = parser.getText();
            range.clear();
            range.add(parser, base);
        } else {
            parser.skipChildren();
        }
    }

    private void delta(JsonParser parser, byte[] array, int base) throws IOException {
        talks = true;
        if (parser.currentToken() == START_OBJECT || !stream) {
            message(parser, array, base, stream);
        } else {
            replace(parser, base, "{}");
        }
    }

    /** @param counts whether it is what a client reads; some providers repeat all of the message in each chunk */
    private void message(JsonParser parser, byte[] array, int base, boolean counts) throws IOException {
        if (parser.currentToken() != START_OBJECT || !counts) {
            parser.skipChildren();
            return;
        }
        chats = true;
        while (parser.nextToken() != END_OBJECT) {
            boolean called = parser.currentName().equals("tool_calls");
            parser.nextToken();
            if (called) {
                calls.read(parser, array, base);
            } else {
                parser.skipChildren();
            }
        }
    }

    private void mendReason(String word, boolean called) {
        String mended = FinishReasons.openAi(word);
        if (FinishReasons.isNone(word)) {
            mended = stream ? null : called ? "tool_calls" : word;
        }
        if (!word.equals(mended)) {
            edits.replace(range.from(0), range.to(0), Additions.ascii(mended == null ? "null" : '"' + mended + '"'));
        }
    }

    private void replace(JsonParser parser, int base, String json) throws IOException {
        ByteRanges value = new ByteRanges();
        value.add(parser, base);
        edits.replace(value.from(0), value.to(0), Additions.ascii(json));
    }
}
