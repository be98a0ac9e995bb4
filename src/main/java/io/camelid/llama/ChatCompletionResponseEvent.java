package io.camelid.llama;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What happens in a streamed turn: one {@link Start}, any number of {@link Progress}, one {@link Complete}. A stream that
 * ends without it was cut off.
 *
 * <p>Source: Llama Stack, {@code apis/inference}, {@code ChatCompletionResponseEvent}; on its wire the first and the last
 * event have an empty text as their delta.
 */
public sealed interface ChatCompletionResponseEvent {

    record Start() implements ChatCompletionResponseEvent {}

    /**
     * @param logprobs one for each token of the delta; empty where nobody asked
     * @param stopReason the reason as far as it is known yet; null mostly
     */
    record Progress(
            ContentDelta delta,
            List<TokenLogProbs> logprobs,
            @Nullable StopReason stopReason) implements ChatCompletionResponseEvent {
        public Progress {
            logprobs = List.copyOf(logprobs);
        }

        public Progress(ContentDelta delta) {
            this(delta, List.of(), null);
        }
    }

    record Complete(StopReason stopReason) implements ChatCompletionResponseEvent {}
}
