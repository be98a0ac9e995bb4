package io.camelid.camel;

import io.camelid.llama.ChatCompletionResponse;
import io.camelid.llama.ChatCompletionResponseEvent.Complete;
import io.camelid.llama.ChatCompletionResponseEvent.Progress;
import io.camelid.llama.ChatCompletionResponseEvent.Start;
import io.camelid.llama.ChatCompletionResponseStreamChunk;
import io.camelid.llama.CompletionResponse;
import io.camelid.llama.CompletionResponseStreamChunk;
import io.camelid.llama.ContentDelta;
import io.camelid.llama.ResponseStream;
import java.util.List;

/**
 * The answer to a text that was asked as a message of a chat. Lossy: thoughts; a call can't be in it, as no tool was offered.
 */
final class Continuations {

    private Continuations() {}

    static CompletionResponse of(ChatCompletionResponse turn) {
        return new CompletionResponse(
                turn.completionMessage().content().asText(),
                turn.completionMessage().stopReason(),
                turn.logprobs(),
                turn.metrics());
    }

    static ResponseStream<CompletionResponseStreamChunk> of(ResponseStream<ChatCompletionResponseStreamChunk> turn) {
        return sink -> turn.pushTo(chunk -> {
            for (CompletionResponseStreamChunk piece : pieces(chunk)) {
                sink.accept(piece);
            }
        });
    }

    private static List<CompletionResponseStreamChunk> pieces(ChatCompletionResponseStreamChunk chunk) {
        return switch (chunk.event()) {
            case Start() -> List.of();
            case Progress(var delta, var logprobs, var reason) ->
                delta instanceof ContentDelta.Text(var text)
                        ? List.of(CompletionResponseStreamChunk.text(text, logprobs))
                        : List.of();
            case Complete(var reason) -> List.of(CompletionResponseStreamChunk.end(reason, chunk.metrics()));
        };
    }
}
