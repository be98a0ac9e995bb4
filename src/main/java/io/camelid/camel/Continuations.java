package io.camelid.camel;

import io.camelid.dialect.AnswerLosses;
import io.camelid.dialect.AnswerPart;
import io.camelid.llama.ChatCompletionResponse;
import io.camelid.llama.ChatCompletionResponseEvent.Complete;
import io.camelid.llama.ChatCompletionResponseEvent.Progress;
import io.camelid.llama.ChatCompletionResponseEvent.Start;
import io.camelid.llama.ChatCompletionResponseStreamChunk;
import io.camelid.llama.CompletionResponse;
import io.camelid.llama.CompletionResponseStreamChunk;
import io.camelid.llama.ContentDelta;
import io.camelid.llama.Message;
import io.camelid.llama.ResponseStream;
import io.camelid.llama.TokenLogProbs;
import java.util.List;

/** The answer to a text that was asked as a message of a chat. Lossy, told: thoughts, images and calls. */
final class Continuations {

    private Continuations() {}

    static CompletionResponse of(ChatCompletionResponse turn, AnswerLosses losses) {
        Message.Assistant said = turn.completionMessage();
        losses.lostIf(!said.reasoning().isEmpty(), AnswerPart.REASONING);
        losses.lostIf(said.content().hasMedia(), AnswerPart.IMAGE);
        losses.lostIf(!said.toolCalls().isEmpty(), AnswerPart.CALL);
        return new CompletionResponse(said.content().asText(), said.stopReason(), turn.logprobs(), turn.metrics());
    }

    static ResponseStream<CompletionResponseStreamChunk> of(
            ResponseStream<ChatCompletionResponseStreamChunk> turn, AnswerLosses losses) {
        return sink -> turn.pushTo(chunk -> {
            for (CompletionResponseStreamChunk piece : pieces(chunk, losses)) {
                sink.accept(piece);
            }
        });
    }

    private static List<CompletionResponseStreamChunk> pieces(
            ChatCompletionResponseStreamChunk chunk, AnswerLosses losses) {
        return switch (chunk.event()) {
            case Start() -> List.of();
            case Progress(var delta, var logprobs, var reason) -> piece(delta, logprobs, losses);
            case Complete(var reason) -> List.of(CompletionResponseStreamChunk.end(reason, chunk.metrics()));
        };
    }

    private static List<CompletionResponseStreamChunk> piece(
            ContentDelta delta, List<TokenLogProbs> logprobs, AnswerLosses losses) {
        return switch (delta) {
            case ContentDelta.Text(var text) -> List.of(CompletionResponseStreamChunk.text(text, logprobs));
            case ContentDelta.ReasoningText(var text, var signature) -> lost(AnswerPart.REASONING, losses);
            case ContentDelta.ReasoningRedacted(var data) -> lost(AnswerPart.REASONING, losses);
            case ContentDelta.Image(var base64) -> lost(AnswerPart.IMAGE, losses);
            case ContentDelta.ToolCallStarted() -> lost(AnswerPart.CALL, losses);
            case ContentDelta.ToolCallInProgress(var text, var part) -> lost(AnswerPart.CALL, losses);
            case ContentDelta.ToolCallFailed(var text) -> lost(AnswerPart.CALL, losses);
            case ContentDelta.ToolCallSucceeded(var call) -> lost(AnswerPart.CALL, losses);
        };
    }

    private static List<CompletionResponseStreamChunk> lost(AnswerPart part, AnswerLosses losses) {
        losses.lost(part);
        return List.of();
    }
}
