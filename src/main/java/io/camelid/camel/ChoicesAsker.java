package io.camelid.camel;

import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.jspecify.annotations.Nullable;

/**
 * Asks for every choice of an answer at once, each by the same route: a list of canonical requests becomes the list of their
 * answers, in the same order. The first failure ends the others and is the request's own; so does the client's leaving.
 */
public final class ChoicesAsker implements Processor {

    /** As many as one prompt may have answers; of several prompts' the rest waits. */
    private static final int AT_ONCE = 128;

    private final Processor route;

    /** @param route takes one canonical request and leaves its answer */
    public ChoicesAsker(Processor route) {
        this.route = route;
    }

    @Override
    public void process(Exchange exchange) throws Exception {
        List<?> requests = exchange.getMessage().getBody(List.class);
        if (requests.size() == 1) {
            exchange.getMessage().setBody(requests.getFirst());
            route.process(exchange);
            answer(exchange, Collections.singletonList(exchange.getMessage().getBody()));
        } else {
            answer(exchange, askAll(exchange, requests));
        }
    }

    private static void answer(Exchange exchange, List<? extends @Nullable Object> answers) {
        if (exchange.getException() == null) {
            exchange.getMessage().setBody(answers);
        }
    }

    private List<@Nullable Object> askAll(Exchange exchange, List<?> requests) throws Exception {
        List<AskedChoice> choices = new ArrayList<>();
        Exception failure = new InterruptedIOException("the client has left");
        try {
            askAll(exchange, requests, choices);
            List<@Nullable Object> answers = new ArrayList<>();
            for (AskedChoice choice : choices) {
                choice.handOver();
                answers.add(choice.answer());
            }
            return answers;
        } catch (InterruptedException gone) {
            Thread.currentThread().interrupt();
            throw failure;
        } catch (Exception failed) {
            failure = failed;
            throw failed;
        } finally {
            for (AskedChoice choice : choices) {
                choice.end(failure);
            }
        }
    }

    private void askAll(Exchange exchange, List<?> requests, List<AskedChoice> choices) throws Exception {
        BlockingQueue<AskedChoice> answered = new LinkedBlockingQueue<>();
        try (Siblings threads = new Siblings()) {
            for (int done = 0; done < requests.size(); done++) {
                while (choices.size() < Math.min(requests.size(), done + AT_ONCE)) {
                    AskedChoice choice = new AskedChoice(exchange, requests.get(choices.size()));
                    choices.add(choice);
                    threads.fork(() -> choice.ask(route, answered));
                }
                answered.take().throwFailure();
            }
        }
    }
}
