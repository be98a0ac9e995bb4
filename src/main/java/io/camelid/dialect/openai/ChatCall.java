package io.camelid.dialect.openai;

import io.camelid.llama.ChatCompletionRequest;
import io.camelid.llama.StopReason;

/**
 * An OpenAI chat completion request: the canonical request, and what is not the model's but the flow's business.
 *
 * @param n how many answers; each is a call of its own
 * @param includeUsage whether a stream ends with a chunk that tells the usage
 * @param legacyFunctions whether the client spoke of {@code functions}, so that it looks for {@code function_call}
 */
public record ChatCall(ChatCompletionRequest request, int n, boolean includeUsage, boolean legacyFunctions) {

    /** Whether the client wants a stream. */
    public boolean stream() {
        return request.stream();
    }

    /** The word this client looks for. */
    String finishReason(StopReason reason, boolean calls) {
        String word = FinishReasons.encode(reason, calls);
        return legacyFunctions && word.equals("tool_calls") ? "function_call" : word;
    }
}
