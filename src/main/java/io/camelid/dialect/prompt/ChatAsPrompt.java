package io.camelid.dialect.prompt;

import io.camelid.dialect.Decoded;
import io.camelid.error.ErrorKind;
import io.camelid.error.RequestException;
import io.camelid.llama.ChatCompletionRequest;
import io.camelid.llama.ChatCompletionResponse;
import io.camelid.llama.ChatCompletionResponseEvent.Complete;
import io.camelid.llama.ChatCompletionResponseEvent.Progress;
import io.camelid.llama.ChatCompletionResponseEvent.Start;
import io.camelid.llama.ChatCompletionResponseStreamChunk;
import io.camelid.llama.CompletionRequest;
import io.camelid.llama.CompletionResponse;
import io.camelid.llama.CompletionResponseStreamChunk;
import io.camelid.llama.ContentDelta;
import io.camelid.llama.InterleavedContent;
import io.camelid.llama.Message;
import io.camelid.llama.ResponseSink;
import io.camelid.llama.ResponseStream;
import io.camelid.llama.SamplingParams;
import io.camelid.llama.StopReason;
import java.io.IOException;
import java.time.LocalDate;
import java.util.List;

/**
 * A chat as one text that a Llama model continues, and the continuation as the model's turn. The calls in it are found by
 * {@link WrittenCalls}.
 *
 * <p>Source: Llama Stack, {@code chat_completion_request_to_prompt}. Throws: {@link RequestException} for what the prompt
 * has no place for, images among it, and for texts that spell the prompt's own markers. Lossy: see {@link PromptLosses}.
 */
public final class ChatAsPrompt {

    private final int maxTokens;
    private final boolean beginMarker;

    /**
     * For one provider.
     *
     * @param maxTokens of the answer where the chat does not say: servers stop a continuation after a few words, where a
     *     chat's answer goes on to its end
     * @param beginMarker whether the text begins with its marker, which some servers write themselves
     */
    public ChatAsPrompt(int maxTokens, boolean beginMarker) {
        this.maxTokens = maxTokens;
        this.beginMarker = beginMarker;
    }

    /**
     * The request as a text to be continued, and the paths of what the text can't say.
     *
     * @param model the Llama model's descriptor or repository
     * @param today told to models that were taught to be told
     */
    public Decoded<CompletionRequest> encode(ChatCompletionRequest request, String model, LocalDate today) {
        PromptRequest asked = PromptRequest.of(request, model);
        asked.refuseMedia(message -> false);
        if (asked.model() == LlamaModel.LLAMA_4) {
            throw RequestException.of(
                    ErrorKind.UNSUPPORTED,
                    "The prompt of a Llama 4 model can't be written; the operator can have chats go as messages.",
                    "model");
        }
        refuseMarkers(asked);
        String prompt = PromptEncoder.encode(asked.chat(), model, today);
        CompletionRequest written = new CompletionRequest(
                request.model(),
                InterleavedContent.of(beginMarker ? prompt : prompt.substring(Markers.BEGIN_OF_TEXT.length())),
                bounded(request.samplingParams()),
                null,
                request.stream(),
                request.logprobs(),
                asked.extensions(null));
        return new Decoded<>(written, PromptLosses.ofPrompt(asked));
    }

    /** A text that spells the end of its message would say what follows in another's name. */
    private static void refuseMarkers(PromptRequest asked) {
        List<Message> messages = asked.chat().messages();
        for (int i = 0; i < messages.size(); i++) {
            String path = "messages[" + i + "]";
            Markers.refuse(messages.get(i).content().asText(), path + ".content");
            if (messages.get(i) instanceof Message.User user && user.context() != null) {
                Markers.refuse(user.context().asText(), path + ".context");
            }
            if (messages.get(i) instanceof Message.Assistant assistant) {
                for (int j = 0; j < assistant.toolCalls().size(); j++) {
                    String call =
                            CallEncoder.encode(List.of(assistant.toolCalls().get(j)), asked.format());
                    Markers.refuse(call, path + ".tool_calls[" + j + "]");
                }
            }
        }
    }

    private SamplingParams bounded(SamplingParams given) {
        return given.maxTokens() > 0
                ? given
                : new SamplingParams(given.strategy(), maxTokens, given.repetitionPenalty(), given.stop());
    }

    /** The continuation as a turn: what comes after the turn's end is not said. */
    public static ChatCompletionResponse decode(CompletionResponse answer) {
        TurnText turn = new TurnText();
        StringBuilder text = new StringBuilder();
        turn.add(new TurnText.Piece(answer.content(), List.of())).forEach(piece -> text.append(piece.text()));
        turn.end().forEach(piece -> text.append(piece.text()));
        return new ChatCompletionResponse(
                new Message.Assistant(
                        InterleavedContent.of(text.toString()), turn.reason(answer.stopReason()), List.of()),
                answer.logprobs(),
                answer.metrics());
    }

    /** The same of a stream. */
    public static ResponseStream<ChatCompletionResponseStreamChunk> decode(
            ResponseStream<CompletionResponseStreamChunk> answer) {
        return sink -> {
            sink.accept(new ChatCompletionResponseStreamChunk(new Start()));
            answer.pushTo(new Reader(sink));
        };
    }

    /** One stream's turn. Single use, not thread-safe. */
    private static final class Reader implements ResponseSink<CompletionResponseStreamChunk> {

        private final ResponseSink<ChatCompletionResponseStreamChunk> sink;
        private final TurnText turn = new TurnText();

        Reader(ResponseSink<ChatCompletionResponseStreamChunk> sink) {
            this.sink = sink;
        }

        @Override
        public void accept(CompletionResponseStreamChunk chunk) throws IOException {
            tell(turn.add(new TurnText.Piece(chunk.delta(), chunk.logprobs())));
            StopReason reason = chunk.stopReason();
            // beside a text the reason is only the one known so far
            if (reason != null && chunk.delta().isEmpty()) {
                tell(turn.end());
                sink.accept(new ChatCompletionResponseStreamChunk(new Complete(turn.reason(reason)), chunk.metrics()));
            }
        }

        private void tell(List<TurnText.Piece> pieces) throws IOException {
            for (TurnText.Piece piece : pieces) {
                sink.accept(new ChatCompletionResponseStreamChunk(
                        new Progress(new ContentDelta.Text(piece.text()), piece.logprobs(), null)));
            }
        }
    }
}
