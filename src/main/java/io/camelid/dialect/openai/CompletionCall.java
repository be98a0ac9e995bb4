package io.camelid.dialect.openai;

import io.camelid.llama.CompletionRequest;
import java.util.List;

/**
 * An OpenAI completion request: a canonical request for each prompt, and what is the flow's business. The answers are the
 * choices in this order: the first prompt's n answers, the second's, and so on.
 *
 * @param n how many answers to each prompt; each is a call of its own
 * @param echo whether each answer begins with its prompt
 * @param includeUsage whether a stream ends with a chunk that tells the usage
 */
public record CompletionCall(List<CompletionRequest> requests, int n, boolean echo, boolean includeUsage) {

    public CompletionCall {
        requests = List.copyOf(requests);
    }

    /** Whether the client wants a stream. */
    public boolean stream() {
        return requests.get(0).stream();
    }

    /** How many answers in all. */
    public int choices() {
        return requests.size() * n;
    }

    /** Which prompt the choice of this index answers. */
    public int prompt(int choice) {
        return choice / n;
    }

    /** The request the choice of this index answers. */
    public CompletionRequest request(int choice) {
        return requests.get(prompt(choice));
    }

    /** What the choice's text begins with. */
    String echoed(int choice) {
        return echo ? request(choice).content().asText() : "";
    }
}
