package io.camelid.dialect.openai;

import io.camelid.dialect.Fields;
import io.camelid.llama.ChatCompletionResponseEvent.Complete;
import io.camelid.llama.ChatCompletionResponseEvent.Progress;
import io.camelid.llama.ChatCompletionResponseEvent.Start;
import io.camelid.llama.ChatCompletionResponseStreamChunk;
import io.camelid.llama.ContentDelta;
import io.camelid.llama.Metric;
import io.camelid.llama.StopReason;
import io.camelid.llama.TokenLogProbs;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Collects the events a chunk gives; the first event of all is the start, and the usage waits for the end. Single use. */
final class StreamEvents {

    private final List<ChatCompletionResponseStreamChunk> events = new ArrayList<>();
    private List<Metric> metrics = List.of();
    private boolean begun;

    void begin() {
        if (!begun) {
            begun = true;
            events.add(new ChatCompletionResponseStreamChunk(new Start()));
        }
    }

    /** Servers tell the usage in the last chunk, in several, or not at all: the last word counts. */
    void usage(Fields chunk) {
        List<Metric> told = UsageDecoder.decode(chunk);
        metrics = told.isEmpty() ? metrics : told;
    }

    /** @param logprobs null where nothing is told */
    void progress(ContentDelta delta, @Nullable List<TokenLogProbs> logprobs, @Nullable StopReason reason) {
        events.add(new ChatCompletionResponseStreamChunk(
                new Progress(delta, logprobs == null ? List.of() : logprobs, reason)));
    }

    void complete(StopReason reason) {
        events.add(new ChatCompletionResponseStreamChunk(new Complete(reason), metrics));
    }

    /** What was collected since the last time. */
    List<ChatCompletionResponseStreamChunk> take() {
        List<ChatCompletionResponseStreamChunk> taken = List.copyOf(events);
        events.clear();
        return taken;
    }
}
