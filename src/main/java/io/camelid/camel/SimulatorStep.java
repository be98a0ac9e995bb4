package io.camelid.camel;

import io.camelid.catalog.Provider;
import io.camelid.llama.ChatCompletionRequest;
import io.camelid.llama.CompletionRequest;
import io.camelid.simulator.Simulator;
import io.camelid.simulator.SimulatorConfig;
import java.io.InterruptedIOException;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;

/** Asks the simulator, as the chosen provider's {@code config} has it. */
public final class SimulatorStep implements Processor {

    @Override
    public void process(Exchange exchange) throws InterruptedIOException {
        Message message = exchange.getMessage();
        Simulator simulator =
                new Simulator(config(RequestRecord.of(exchange).chosenTarget().provider()));
        message.setBody(
                switch (message.getBody()) {
                    case ChatCompletionRequest chat -> chat.stream() ? simulator.stream(chat) : simulator.answer(chat);
                    case CompletionRequest text -> text.stream() ? simulator.stream(text) : simulator.answer(text);
                    case null, default ->
                        throw new IllegalStateException("a simulator takes canonical requests, one at a time");
                });
    }

    private static SimulatorConfig config(Provider provider) {
        SimulatorConfig none = SimulatorConfig.DEFAULT;
        return new SimulatorConfig(
                provider.number("latency_ms", none.latencyMillis()),
                provider.number("token_delay_ms", none.tokenDelayMillis()),
                provider.number("fail_with", none.failWith()),
                provider.number("fail_after_tokens", none.failAfterTokens()));
    }
}
