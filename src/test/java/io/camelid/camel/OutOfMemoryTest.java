package io.camelid.camel;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.camelid.llama.ResponseStream;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.SynchronizationAdapter;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One of several choices that has no memory left fails them all, and keeps nothing. */
@Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class OutOfMemoryTest {

    private static final OutOfMemoryError NONE = new OutOfMemoryError("injected");

    private final CamelContext camel = new DefaultCamelContext();

    @BeforeEach
    void prepareUnitsOfWork() {
        PluginHelper.getUnitOfWorkFactory(camel).afterPropertiesConfigured(camel);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void whileTheyAreAskedFor(int choices) {
        AtomicInteger ended = new AtomicInteger();
        CyclicBarrier all = new CyclicBarrier(choices);
        ChoicesAsker asker = new ChoicesAsker(choice -> {
            choice.getExchangeExtension().addOnCompletion(counted(ended));
            await(all);
            if (choice.getMessage().getBody().equals(0)) {
                throw NONE;
            }
        });
        Exchange request = new DefaultExchange(camel);
        request.getMessage().setBody(List.of(0, 1, 2).subList(0, choices));

        assertThatThrownBy(() -> asker.process(request)).hasRootCause(NONE);

        assertThat(ended).hasValue(choices);
    }

    @Test
    void whileTheyAreTold() {
        ResponseStream<String> fine = sink -> {
            while (true) {
                sink.accept("event");
            }
        };
        ResponseStream<String> failing = sink -> {
            sink.accept("event");
            throw NONE;
        };

        assertThatThrownBy(() -> new Interleaved<>(List.of(fine, failing)).pushTo((choice, event) -> {}))
                .isSameAs(NONE);
    }

    private static SynchronizationAdapter counted(AtomicInteger ended) {
        return new SynchronizationAdapter() {
            @Override
            public void onFailure(Exchange failed) {
                ended.incrementAndGet();
            }
        };
    }

    private static void await(CyclicBarrier barrier) {
        try {
            barrier.await(10, SECONDS);
        } catch (InterruptedException | BrokenBarrierException | TimeoutException e) {
            throw new IllegalStateException(e);
        }
    }
}
