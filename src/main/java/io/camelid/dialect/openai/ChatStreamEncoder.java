package io.camelid.dialect.openai;

import com.fasterxml.jackson.databind.JsonNode;
import io.camelid.dialect.openai.ChatCompletionChunk.Choice;
import io.camelid.dialect.openai.ChatCompletionChunk.Delta;
import io.camelid.error.ErrorKind;
import io.camelid.error.ProviderException;
import io.camelid.llama.ChatCompletionResponseEvent;
import io.camelid.llama.ChatCompletionResponseEvent.Complete;
import io.camelid.llama.ChatCompletionResponseEvent.Progress;
import io.camelid.llama.ChatCompletionResponseEvent.Start;
import io.camelid.llama.ChatCompletionResponseStreamChunk;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Writes streamed answers as chunks of one OpenAI chat completion. Single use, one for an exchange; not thread-safe.
 *
 * <p>Source: OpenAI, {@code CreateChatCompletionStreamResponse}. Throws: {@link ProviderException} where an answer went on
 * after its end, or has none: a finish reason is never made up. Lossy: logprobs of a call's tokens have no place.
 */
public final class ChatStreamEncoder {

    private final AnswerHead head;
    private final ChatCall call;
    private final Map<Integer, ChoiceDeltas> choices = new TreeMap<>();
    private final UsageTally usage = new UsageTally();
    private int complete;

    public ChatStreamEncoder(AnswerHead head, ChatCall call) {
        this.head = head;
        this.call = call;
    }

    /** The chunks an event of the answer that is to be choice {@code index} gives: none, one, or a few. */
    public List<ChatCompletionChunk> encode(int index, ChatCompletionResponseStreamChunk event) {
        List<ChatCompletionChunk> chunks = new ArrayList<>();
        ChoiceDeltas deltas = choices.computeIfAbsent(index, it -> new ChoiceDeltas(call.legacyFunctions()));
        if (deltas.first()) {
            chunks.add(chunk(new Choice(index, Delta.ROLE, null, null)));
        }
        usage.add(0, event.metrics());
        chunks.addAll(encode(index, deltas, event.event()));
        return chunks;
    }

    /**
     * The chunk that tells the usage, where it was asked for and is known. To be called after the last event.
     *
     * @throws ProviderException an answer broke off, which the client must be told
     */
    public List<ChatCompletionChunk> end() {
        if (complete < call.n()) {
            throw ProviderException.of(
                    ErrorKind.PROVIDER_BAD_RESPONSE, "The provider's stream ended before the answer was complete.");
        }
        JsonNode total = call.includeUsage() ? usage.totalJson() : null;
        return total == null ? List.of() : List.of(chunk(List.of(), total));
    }

    private List<ChatCompletionChunk> encode(int index, ChoiceDeltas deltas, ChatCompletionResponseEvent event) {
        return switch (event) {
            case Start() -> List.of();
            case Progress(var delta, var logprobs, var reasonSoFar) -> {
                List<ChatCompletionChunk> chunks = new ArrayList<>();
                ChatLogprobs told =
                        ChatLogprobsEncoder.encode(logprobs, call.request().logprobs());
                for (Delta piece : deltas.encode(delta)) {
                    chunks.add(chunk(new Choice(index, piece, chunks.isEmpty() ? told : null, null)));
                }
                yield chunks;
            }
            case Complete(var reason) -> {
                complete++;
                String word = call.finishReason(reason, deltas.complete());
                yield List.of(chunk(new Choice(index, Delta.NOTHING, null, word)));
            }
        };
    }

    private ChatCompletionChunk chunk(Choice choice) {
        return chunk(List.of(choice), UsageTally.pending(call.includeUsage()));
    }

    private ChatCompletionChunk chunk(List<Choice> choices, @Nullable JsonNode usage) {
        return new ChatCompletionChunk(
                head.id(), "chat.completion.chunk", head.created(), head.model(), choices, usage);
    }
}
