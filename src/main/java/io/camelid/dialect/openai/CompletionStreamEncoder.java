package io.camelid.dialect.openai;

import com.fasterxml.jackson.databind.JsonNode;
import io.camelid.dialect.AnswerLosses;
import io.camelid.dialect.StreamEncoder;
import io.camelid.error.ErrorKind;
import io.camelid.error.ProviderException;
import io.camelid.llama.CompletionResponseStreamChunk;
import io.camelid.llama.StopReason;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Writes streamed answers as events of one OpenAI completion. Single use, one for an exchange; not thread-safe.
 *
 * <p>Source: OpenAI, {@code CreateCompletionResponse}. Throws: {@link ProviderException} where an answer has no end: a
 * finish reason is never made up.
 */
public final class CompletionStreamEncoder implements StreamEncoder<CompletionResponseStreamChunk> {

    /** What is known of one choice. */
    private static final class State {
        final CompletionLogprobsEncoder logprobs;

        @Nullable
        StopReason reason;

        boolean over;

        State(CompletionLogprobsEncoder logprobs) {
            this.logprobs = logprobs;
        }
    }

    private final AnswerHead head;
    private final CompletionCall call;
    private final Map<Integer, State> states = new TreeMap<>();
    private final UsageTally usage;

    /** @param losses told what has no place */
    public CompletionStreamEncoder(AnswerHead head, CompletionCall call, AnswerLosses losses) {
        this.head = head;
        this.call = call;
        this.usage = new UsageTally(losses);
    }

    /** For one who does not ask what was lost. */
    public CompletionStreamEncoder(AnswerHead head, CompletionCall call) {
        this(head, call, new AnswerLosses());
    }

    /** The events a chunk of the answer that is to be choice {@code index} gives. */
    @Override
    public List<TextCompletion> encode(int index, CompletionResponseStreamChunk chunk) {
        List<TextCompletion> events = new ArrayList<>();
        State state = states.get(index);
        if (state == null) {
            state = begin(index, events);
        }
        usage.add(call.prompt(index), chunk.metrics());
        if (!chunk.delta().isEmpty()) {
            TextCompletion.Logprobs logprobs = state.logprobs.encode(chunk.logprobs());
            events.add(event(new TextCompletion.Choice(index, chunk.delta(), logprobs, null)));
        }
        if (chunk.stopReason() != null) {
            state.reason = chunk.stopReason();
            // beside a text the reason is only the one known so far
            if (chunk.delta().isEmpty()) {
                finish(index, state, events);
            }
        }
        return events;
    }

    /**
     * What is left to tell after the last chunk: the usage, where it was asked for and is known.
     *
     * @throws ProviderException an answer broke off, which the client must be told
     */
    @Override
    public List<TextCompletion> end() {
        List<TextCompletion> events = new ArrayList<>();
        states.forEach((index, state) -> finish(index, state, events));
        if (states.size() < call.choices() || states.values().stream().anyMatch(it -> !it.over)) {
            throw ProviderException.of(
                    ErrorKind.PROVIDER_BAD_RESPONSE, "The provider's stream ended before the answer was complete.");
        }
        JsonNode total = call.includeUsage() ? usage.totalJson() : null;
        if (total != null) {
            events.add(TextCompletion.of(head, List.of(), total));
        }
        return events;
    }

    private State begin(int index, List<TextCompletion> events) {
        String begin = call.echoed(index);
        State state =
                new State(new CompletionLogprobsEncoder(call.request(index).logprobs(), begin));
        states.put(index, state);
        if (!begin.isEmpty()) {
            events.add(event(new TextCompletion.Choice(index, begin, null, null)));
        }
        return state;
    }

    private void finish(int index, State state, List<TextCompletion> events) {
        StopReason reason = state.reason;
        if (reason != null && !state.over) {
            state.over = true;
            events.add(event(new TextCompletion.Choice(index, "", null, FinishReasons.encode(reason, false))));
        }
    }

    private TextCompletion event(TextCompletion.Choice choice) {
        return TextCompletion.of(head, List.of(choice), UsageTally.pending(call.includeUsage()));
    }
}
