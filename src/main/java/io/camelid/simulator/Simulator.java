package io.camelid.simulator;

import io.camelid.error.ProviderException;
import io.camelid.error.RequestException;
import io.camelid.llama.ChatCompletionRequest;
import io.camelid.llama.ChatCompletionResponse;
import io.camelid.llama.ChatCompletionResponseStreamChunk;
import io.camelid.llama.CompletionRequest;
import io.camelid.llama.CompletionResponse;
import io.camelid.llama.CompletionResponseStreamChunk;
import io.camelid.llama.InterleavedContent;
import io.camelid.llama.LogProbConfig;
import io.camelid.llama.Message;
import io.camelid.llama.ResponseStream;
import io.camelid.llama.TokenLogProbs;
import io.camelid.llama.Usage;
import java.io.InterruptedIOException;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A provider inside this process: canonical requests in, canonical answers out, the same ones always. It is no language
 * model. For trying the gateway, for tests and for demonstrations. Stateless.
 *
 * <p>An answer and its stream say the same. A stream is begun, refused or failed before it is returned, so that the
 * client hears of it by an HTTP status. Throws: {@link RequestException} for what it can't do, {@link ProviderException}
 * where its config says so, {@link InterruptedIOException} when the thread is interrupted while it waits.
 */
public final class Simulator {

    private final Pace pace;

    public Simulator(SimulatorConfig config) {
        this.pace = new Pace(config);
    }

    /** The whole next turn. */
    public ChatCompletionResponse answer(ChatCompletionRequest request) throws InterruptedIOException {
        Answer answer = Answers.to(request);
        pace.begin();
        pace.wholeAnswer(answer.tokens().size());
        return new ChatCompletionResponse(
                message(answer),
                logprobs(answer, request.logprobs()),
                usage(request, answer).metrics());
    }

    /** The next turn, token by token. */
    public ResponseStream<ChatCompletionResponseStreamChunk> stream(ChatCompletionRequest request)
            throws InterruptedIOException {
        Answer answer = Answers.to(request);
        pace.begin();
        List<TokenLogProbs> logprobs = logprobs(answer, request.logprobs());
        return sink -> new ChatEvents(pace, sink).push(answer, logprobs, usage(request, answer));
    }

    /** The whole continuation. */
    public CompletionResponse answer(CompletionRequest request) throws InterruptedIOException {
        Answer.Text answer = Answers.to(request);
        pace.begin();
        pace.wholeAnswer(answer.tokens().size());
        return new CompletionResponse(
                answer.text(),
                answer.stopReason(),
                logprobs(answer, request.logprobs()),
                usage(request, answer).metrics());
    }

    /** The continuation, token by token. */
    public ResponseStream<CompletionResponseStreamChunk> stream(CompletionRequest request)
            throws InterruptedIOException {
        Answer.Text answer = Answers.to(request);
        pace.begin();
        List<TokenLogProbs> logprobs = logprobs(answer, request.logprobs());
        return sink -> {
            for (int i = 0; i < answer.tokens().size(); i++) {
                pace.beforeToken(i);
                sink.accept(CompletionResponseStreamChunk.text(answer.tokens().get(i), at(logprobs, i)));
            }
            pace.end(answer.tokens().size());
            sink.accept(CompletionResponseStreamChunk.end(
                    answer.stopReason(), usage(request, answer).metrics()));
        };
    }

    private static Message.Assistant message(Answer answer) {
        return switch (answer) {
            case Answer.Text text ->
                new Message.Assistant(InterleavedContent.of(text.text()), text.stopReason(), List.of());
            case Answer.Call(var call, var tokens) ->
                new Message.Assistant(InterleavedContent.EMPTY, answer.stopReason(), List.of(call));
        };
    }

    /** One for each token of a text, where they are wanted: each a little less likely than the one before. */
    private static List<TokenLogProbs> logprobs(Answer answer, @Nullable LogProbConfig wanted) {
        if (wanted == null || answer instanceof Answer.Call) {
            return List.of();
        }
        return IntStream.range(0, answer.tokens().size())
                .mapToObj(i -> TokenLogProbs.of(answer.tokens().get(i), -(i + 1) / 10.0))
                .toList();
    }

    static List<TokenLogProbs> at(List<TokenLogProbs> logprobs, int position) {
        return logprobs.isEmpty() ? List.of() : List.of(logprobs.get(position));
    }

    private static Usage usage(ChatCompletionRequest request, Answer answer) {
        return new Usage(
                Conversations.tokens(request.messages()), answer.tokens().size());
    }

    private static Usage usage(CompletionRequest request, Answer answer) {
        return new Usage(Texts.tokens(request.content()), answer.tokens().size());
    }
}
