package io.camelid.dialect.openai;

import com.fasterxml.jackson.databind.JsonNode;
import io.camelid.dialect.Decoded;
import io.camelid.dialect.Fields;
import io.camelid.error.ErrorKind;
import io.camelid.error.RequestException;
import io.camelid.llama.CompletionRequest;
import io.camelid.llama.InterleavedContent;
import io.camelid.llama.LogProbConfig;
import io.camelid.llama.RequestExtensions;
import io.camelid.llama.SamplingParams;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads an OpenAI completion request.
 *
 * <p>Source: OpenAI, {@code CreateCompletionRequest}. Throws: {@link RequestException} that names the field; also for token
 * ids, which need the model's own tokenizer, and for the logprobs of an echoed prompt, which the canonical answer has not.
 * Lossy: what the canonical request has no place for ({@code suffix}, {@code best_of} above {@code n} …) is listed in the
 * result.
 */
public final class CompletionRequestDecoder {

    /** Answers of one request at most: OpenAI's own bound of prompts. */
    private static final int MAX_CHOICES = 2048;

    private CompletionRequestDecoder() {}

    public static Decoded<CompletionCall> decode(JsonNode body) {
        Fields in = Fields.ofRequest(body);
        String model = in.requiredText("model");
        boolean stream = in.isTrue("stream");
        SamplingParams sampling = SamplingDecoder.decodeCompletion(in);
        LogProbConfig logprobs = logprobs(in);
        RequestExtensions extensions = ExtensionsDecoder.decode(in);
        List<CompletionRequest> requests = prompts(in).stream()
                .map(prompt -> new CompletionRequest(
                        model, InterleavedContent.of(prompt), sampling, null, stream, logprobs, extensions))
                .toList();
        int n = choices(in);
        if ((long) requests.size() * n > MAX_CHOICES) {
            throw in.wrong("prompt", "asks, with 'n', for more than " + MAX_CHOICES + " answers.");
        }
        CompletionCall call = new CompletionCall(requests, n, echo(in), StreamOptions.includeUsage(in, stream));
        ignoreDefaults(in, n);
        return new Decoded<>(call, in.unread());
    }

    private static List<String> prompts(Fields in) {
        JsonNode prompt = in.node("prompt");
        if (prompt == null) {
            throw in.wrong("prompt", "is missing.");
        }
        if (prompt.isTextual()) {
            return List.of(in.requiredText("prompt"));
        }
        if (prompt.isArray() && !prompt.isEmpty() && !prompt.get(0).isTextual()) {
            throw unsupported(
                    in, "prompt", "must be a string or a list of strings: token ids need the model's own tokenizer.");
        }
        List<String> prompts = in.texts("prompt");
        if (prompts.isEmpty()) {
            throw in.wrong("prompt", "must hold at least one prompt.");
        }
        return prompts;
    }

    private static @Nullable LogProbConfig logprobs(Fields in) {
        Integer alternatives = in.integer("logprobs", 0, 20);
        return alternatives == null ? null : new LogProbConfig(alternatives);
    }

    private static boolean echo(Fields in) {
        boolean echo = in.isTrue("echo");
        if (echo && in.has("logprobs")) {
            throw unsupported(
                    in, "logprobs", "can't be told of an echoed prompt: leave out one of 'echo' and 'logprobs'.");
        }
        return echo;
    }

    /** None is one: OpenAI's clients send 0 for "not set". */
    private static int choices(Fields in) {
        Integer n = in.integer("n", 0, 128);
        return n == null || n == 0 ? 1 : n;
    }

    private static void ignoreDefaults(Fields in, int n) {
        in.ignore("suffix", "\"\"");
        in.ignore("best_of", "0", "1", Integer.toString(n));
        in.ignore("guided_choice", "[]");
    }

    private static RequestException unsupported(Fields in, String name, String problem) {
        return RequestException.of(ErrorKind.UNSUPPORTED, "'" + in.path(name) + "' " + problem, in.path(name));
    }
}
