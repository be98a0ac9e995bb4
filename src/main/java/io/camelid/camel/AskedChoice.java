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
 * One choice of several while it is asked for, on an exchange of its own. What an answer needs in the end, like a stream that
 * is open, is handed over to the request; without that it ends with the choice.
 */
final class AskedChoice {

    private final Exchange request;
    private final Exchange exchange;
    private final UnitOfWork work;
    private boolean handedOver;

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
        } catch (Exception | LinkageError | StackOverflowError | AssertionError failed) {
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

    @Nullable
    Object answer() {
        return exchange.getMessage().getBody();
    }

    void handOver() {
        exchange.getExchangeExtension().handoverCompletions(request);
        handedOver = true;
    }

    /** @param failure why the answer is not wanted, where it was not handed over */
    void end(Exception failure) {
        if (!handedOver && exchange.getException() == null) {
            exchange.setException(failure);
        }
        UnitOfWorkHelper.doneUow(work, exchange);
    }
}
