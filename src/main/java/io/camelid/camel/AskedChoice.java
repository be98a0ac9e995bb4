package io.camelid.camel;

import java.util.Queue;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.spi.UnitOfWork;
import org.apache.camel.support.ExchangeHelper;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.UnitOfWorkHelper;
import org.jspecify.annotations.Nullable;

/**
 * One choice while it is asked for, on an exchange of its own: what a route of an integrator's leaves on it, like a failure
 * that is handled to the end, is not the request's. What an answer needs later, like a stream that is open, is handed over to
 * the request; without that it ends with the choice.
 */
final class AskedChoice {

    private final Exchange request;
    private final Exchange exchange;
    private final UnitOfWork work;

    AskedChoice(Exchange request, Object asked) {
        this.request = request;
        exchange = ExchangeHelper.createCorrelatedCopy(request, false);
        exchange.getMessage().setBody(asked);
        work = PluginHelper.getUnitOfWorkFactory(exchange.getContext()).createUnitOfWork(exchange);
        exchange.getExchangeExtension().setUnitOfWork(work);
    }

    /** Always tells that it is done, however it went. */
    void ask(Processor route, Queue<AskedChoice> done) {
        try {
            route.process(exchange);
        } catch (Throwable failed) { // out of memory too: who waits for this choice must be told
            exchange.setException(failed);
        } finally {
            done.add(this);
        }
    }

    void throwFailure() throws Exception {
        if (exchange.getException() != null) {
            throw exchange.getException();
        }
    }

    /** The answer, which is the request's from now on. */
    @Nullable
    Object handOver() {
        exchange.getExchangeExtension().handoverCompletions(request);
        UnitOfWorkHelper.doneUow(work, exchange);
        return exchange.getMessage().getBody();
    }

    /** Nobody wants the answer: lets go of it, if there is one. */
    void drop(Throwable failure) {
        if (exchange.getException() == null) {
            exchange.setException(failure);
        }
        UnitOfWorkHelper.doneUow(work, exchange);
    }
}
