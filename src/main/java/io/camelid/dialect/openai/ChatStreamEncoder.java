package io.camelid.dialect.openai;

import com.fasterxml.jackson.databind.JsonNode;
import io.camelid.dialect.AnswerLosses;
import io.camelid.dialect.StreamEncoder;
import io.camelid.dialect.openai.ChatCompletionChunk.Choice;
import io.camelid.error.ErrorKind;
import io.camelid.error.ProviderException;
import io.camelid.llama.ChatCompletionResponseStreamChunk;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Writes streamed answers as chunks of one OpenAI chat completion. Single use, one for an exchange; not thread-safe.
 *
 * <p>Source: OpenAI, {@code CreateChatCompletionStreamResponse}. Throws: {@link ProviderException} where an answer went on
 * after its end, or has none: a finish reason is never made up. Lossy: signatures of thoughts and logprobs of a call's
 * tokens have no place; a client that speaks of functions gets the first call only.
 */
public final class ChatStreamEncoder implements StreamEncoder<ChatCompletionResponseStreamChunk> {

    private final AnswerHead head;
    private final ChatCall call;
    private final boolean spelled;
    private final Map<Integer, ChoiceDeltas> choices = new TreeMap<>();
    private final AnswerLosses losses;
    private final UsageTally usage;

    /**
     * @param spelled whether a call may come as text first, which is then held back; where not, all text goes out at once
     * @param losses told what has no place
     */
    public ChatStreamEncoder(AnswerHead head, ChatCall call, boolean spelled, AnswerLosses losses) {
        this.head = head;
        this.call = call;
        this.spelled = spelled;
        this.losses = losses;
        this.usage = new UsageTally(losses);
    }

    /** For one who does not ask what was lost. */
    public ChatStreamEncoder(AnswerHead head, ChatCall call) {
        this(head, call, true, new AnswerLosses());
    }

    /**
     * The chunks an event of the answer that is to be choice {@code index} gives: none, one, or a few. Where tools were
     * offered and calls may be spelled, text that may turn out to be one waits for a later event.
     */
    @Override
    public List<ChatCompletionChunk> encode(int index, ChatCompletionResponseStreamChunk event) {
        usage.add(0, event.metrics());
        return choices
                .computeIfAbsent(index, it -> new ChoiceDeltas(index, call, spelled, losses))
                .encode(event.event())
                .stream()
                .map(choice -> chunk(List.of(choice), UsageTally.pending(call.includeUsage())))
                .toList();
    }

    /**
     * The chunk that tells the usage, where it was asked for and is known. To be called after the last event.
     *
     * @throws ProviderException an answer broke off, which the client must be told
     */
    @Override
    public List<ChatCompletionChunk> end() {
        if (choices.values().stream().filter(ChoiceDeltas::isComplete).count() < call.n()) {
            throw ProviderException.of(
                    ErrorKind.PROVIDER_BAD_RESPONSE, "The provider's stream ended before the answer was complete.");
        }
        JsonNode total = call.includeUsage() ? usage.totalJson() : null;
        return total == null ? List.of() : List.of(chunk(List.of(), total));
    }

    private ChatCompletionChunk chunk(List<Choice> told, @Nullable JsonNode total) {
        return new ChatCompletionChunk(head.id(), "chat.completion.chunk", head.created(), head.model(), told, total);
    }
}
