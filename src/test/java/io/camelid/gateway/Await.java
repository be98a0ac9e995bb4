package io.camelid.gateway;

import java.time.Duration;
import java.util.concurrent.Callable;

/** Waits for what another thread brings about: as short as possible, with a generous deadline. */
final class Await {

    private static final Duration DEADLINE = Duration.ofSeconds(20);

    private Await() {}

    static void until(String what, Callable<Boolean> condition) {
        until(what, DEADLINE, condition);
    }

    static void until(String what, Duration deadline, Callable<Boolean> condition) {
        long end = System.nanoTime() + deadline.toNanos();
        try {
            while (!condition.call()) {
                if (System.nanoTime() > end) {
                    throw new AssertionError("not within " + deadline + ": " + what);
                }
                Thread.sleep(2);
            }
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new AssertionError(what, e);
        }
    }
}
