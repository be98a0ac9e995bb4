package io.camelid;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import io.vertx.core.Vertx;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class QuietVertxTest {

    @Test
    void whatIsThrownOnAnEventLoopIsHeardOnce() throws Exception {
        Logger told = (Logger) LoggerFactory.getLogger("io.vertx");
        told.setAdditive(false); // this one is none of a reader's concern
        Vertx vertx = Vertx.vertx();
        try {
            CountDownLatch next = new CountDownLatch(1);
            vertx.getOrCreateContext().runOnContext(begin -> {
                vertx.getOrCreateContext().runOnContext(after -> next.countDown());
                throw new IllegalStateException("a handler's fault");
            });
            assertThat(next.await(10, TimeUnit.SECONDS)).isTrue();

            assertThat(QuietVertx.heard()).singleElement().asString().contains("io.vertx", "a handler's fault");
            assertThat(QuietVertx.heard()).isEmpty();
        } finally {
            told.setAdditive(true);
            vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
        }
    }
}
