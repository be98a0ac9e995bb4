package io.camelid.camel;

import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
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
        exchange.getMessage().setBody(askAll(exchange, exchange.getMessage().getBody(List.class)));
    }

    private List<@Nullable Object> askAll(Exchange exchange, List<?> requests) throws Exception {
        List<AskedChoice> choices = new ArrayList<>();
        try {
            askAll(exchange, requests, choices);
        } catch (InterruptedException gone) {
            Thread.currentThread().interrupt();
            throw dropped(choices, new InterruptedIOException("the client has left"));
        } catch (Exception failed) {
            throw dropped(choices, failed);
        }
        List<@Nullable Object> answers = new ArrayList<>();
        for (AskedChoice choice : choices) {
            answers.add(choice.handOver());
        }
        return answers;
    }

    private static Exception dropped(List<AskedChoice> choices, Exception failure) {
        choices.forEach(choice -> choice.drop(failure));
        return failure;
    }

    private void askAll(Exchange exchange, List<?> requests, List<AskedChoice> choices) throws Exception {
        BlockingQueue<AskedChoice> answered = new LinkedBlockingQueue<>();
        try (Siblings threads = new Siblings()) {
            for (int done = 0; done < requests.size(); done++) {
                while (choices.size() < Math.min(requests.size(), done + AT_ONCE)) {
                    AskedChoice choice = new AskedChoice(exchange, requests.get(choices.size()));
                    choices.add(choice);
                    ask(choice, requests.size() == 1, threads, answered);
                }
                answered.take().throwFailure();
            }
        }
    }

    /** One alone needs no other thread. */
    private void ask(AskedChoice choice, boolean alone, Siblings threads, Queue<AskedChoice> answered) {
        if (alone) {
            choice.ask(route, answered);
        } else {
            threads.fork(() -> choice.ask(route, answered));
        }
    }
}
