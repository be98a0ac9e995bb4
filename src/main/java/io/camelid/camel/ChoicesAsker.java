package io.camelid.camel;

import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
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
        List<@Nullable Object> answers = new ArrayList<>();
        try {
            askAll(exchange, requests, choices);
            for (AskedChoice choice : choices) {
                answers.add(choice.handOver());
            }
            return answers;
        } catch (InterruptedException gone) {
            Thread.currentThread().interrupt();
            InterruptedIOException left = new InterruptedIOException("the client has left");
            drop(choices, left);
            throw left;
        } catch (Throwable failed) { // out of memory too: what the choices hold is given back
            drop(choices, failed);
            throw failed;
        }
    }

    private static void drop(List<AskedChoice> choices, Throwable failure) {
        for (AskedChoice choice : choices) {
            try {
                choice.drop(failure);
            } catch (Throwable another) {
                failure.addSuppressed(another);
            }
        }
    }

    private void askAll(Exchange exchange, List<?> requests, List<AskedChoice> choices) throws Exception {
        // takes what is done without more memory
        BlockingQueue<AskedChoice> answered = new ArrayBlockingQueue<>(AT_ONCE);
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
