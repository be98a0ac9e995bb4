package io.camelid.dialect.openai;

import com.fasterxml.jackson.databind.JsonNode;
import io.camelid.dialect.AnswerLosses;
import io.camelid.dialect.AnswerPart;
import io.camelid.dialect.Fields;
import io.camelid.dialect.JsonStreamDecoder;
import io.camelid.llama.ChatCompletionResponseStreamChunk;
import io.camelid.llama.ContentDelta;
import io.camelid.llama.StopReason;
import io.camelid.llama.TokenLogProbs;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads the chat stream of a server with native tool calls. Single use, not thread-safe.
 *
 * <p>Source: OpenAI, {@code CreateChatCompletionStreamResponse}. Throws: {@link io.camelid.error.ProviderException} where a
 * chunk is an error or something else. Lossy: choices after the first; a call that never got a name.
 */
public final class ChatStreamDecoder implements JsonStreamDecoder.Events<ChatCompletionResponseStreamChunk> {

    private final boolean pieces;
    private final AnswerLosses losses;
    private final StreamEvents events = new StreamEvents();
    private final CallBook book = new CallBook();
    private final Map<Integer, CallBuffer> calls = new LinkedHashMap<>();
    private @Nullable StopReason reason;

    /** @param pieces whether calls are shown while they come; otherwise a call is told when it is whole */
    public ChatStreamDecoder(boolean pieces, AnswerLosses losses) {
        this.pieces = pieces;
        this.losses = losses;
    }

    /** For one who does not ask what was lost. */
    public ChatStreamDecoder(boolean pieces) {
        this(pieces, new AnswerLosses());
    }

    @Override
    public List<ChatCompletionResponseStreamChunk> decode(JsonNode body) {
        Fields chunk = Answers.openChunk(body);
        events.begin();
        events.usage(chunk);
        Fields choice = Answers.chunkChoice(chunk);
        if (choice != null) {
            choice(choice);
        }
        losses.unread(chunk, AnswerTrivia.CHUNK);
        return events.take();
    }

    /** Whether the server has said why the answer ended: a stream that stops before was cut off. */
    @Override
    public boolean isComplete() {
        return reason != null;
    }

    /** To be called where the server ended the stream in order. */
    @Override
    public List<ChatCompletionResponseStreamChunk> end() {
        events.begin();
        losses.lostIf(calls.values().stream().anyMatch(call -> !call.isNamed()), AnswerPart.CALL);
        calls.values().stream().filter(call -> call.isNamed() && !call.isTold()).forEach(this::finish);
        events.complete(FinishReasons.withCalls(reason == null ? StopReason.END_OF_TURN : reason, !calls.isEmpty()));
        return events.take();
    }

    private void choice(Fields choice) {
        StopReason told = FinishReasons.read(choice, losses);
        reason = told == null ? reason : told;
        Fields delta = choice.object("delta");
        if (delta == null) {
            return;
        }
        String thought = AnswerText.reasoning(delta, losses);
        if (!thought.isEmpty()) {
            events.progress(new ContentDelta.ReasoningText(thought, null), null, null);
        }
        String text = AnswerText.contentOrRefusal(delta);
        List<TokenLogProbs> logprobs = LogprobsDecoder.decode(choice, text);
        if (!text.isEmpty()) {
            losses.place(AnswerPart.TEXT_BESIDE_CALL, delta, "content");
            events.progress(new ContentDelta.Text(text), logprobs, null);
        }
        List<Fields> parts = delta.objects("tool_calls");
        parts.forEach(call -> piece(call, logprobs));
        if (logprobs != null && text.isEmpty() && parts.isEmpty()) {
            choice.leave("logprobs"); // of thoughts, or of tokens that nobody sees
        }
    }

    private void piece(Fields call, @Nullable List<TokenLogProbs> logprobs) {
        losses.place(AnswerPart.CALL, call, "function");
        CallBuffer buffer = calls.computeIfAbsent(place(call), it -> new CallBuffer());
        String piece = buffer.add(call);
        if (pieces && !piece.isEmpty()) {
            events.progress(new ContentDelta.ToolCallInProgress(piece), logprobs, null);
        } else if (!pieces && buffer.cameWhole()) {
            events.progress(buffer.result(), logprobs, null);
        }
    }

    /** Servers that give no index, or always the same, tell one call after the other. */
    private int place(Fields call) {
        Long index = call.integer("index");
        String id = call.text("id");
        return book.place(
                        0,
                        index == null ? CallBook.NONE : index.intValue(),
                        id == null ? "" : id,
                        ToolCallDecoder.isNamed(call))
                .index();
    }

    private void finish(CallBuffer call) {
        if (pieces) {
            events.progress(new ContentDelta.ToolCallInProgress(")"), null, null);
        }
        events.progress(call.result(), null, reason);
    }
}
