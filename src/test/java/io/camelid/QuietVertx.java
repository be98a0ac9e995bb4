package io.camelid;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.slf4j.LoggerFactory;

/**
 * Fails each class of tests in which Vert.x or Netty logged an error: a handler of ours that throws on an event loop, or a
 * buffer that leaks, is told nowhere else. What is logged after a class has ended fails the next one.
 */
public final class QuietVertx implements BeforeAllCallback, AfterAllCallback {

    private static final List<String> WATCHED = List.of("io.vertx", "io.netty");
    private static final Ear EAR = new Ear();

    @Override
    public void beforeAll(ExtensionContext context) {
        listen();
    }

    @Override
    public void afterAll(ExtensionContext context) {
        assertThat(heard()).as("errors that Vert.x or Netty logged").isEmpty();
    }

    static void listen() {
        EAR.start();
        for (String name : WATCHED) {
            // adds it once; somebody may have set logging up anew
            ((Logger) LoggerFactory.getLogger(name)).addAppender(EAR);
        }
    }

    /** All errors since this was asked last. */
    static List<String> heard() {
        List<String> all = new ArrayList<>();
        EAR.heard.drainTo(all);
        return all;
    }

    private static final class Ear extends AppenderBase<ILoggingEvent> {

        private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();

        @Override
        protected void append(ILoggingEvent event) {
            if (event.getLevel().isGreaterOrEqual(Level.ERROR)) {
                heard.add(event.getLoggerName() + ": " + event.getFormattedMessage() + "\n"
                        + (event.getThrowableProxy() == null
                                ? ""
                                : ThrowableProxyUtil.asString(event.getThrowableProxy())));
            }
        }
    }
}
