package io.camelid.camel;

import io.camelid.error.GatewayException;
import java.util.concurrent.atomic.AtomicLong;

/** What all answers in flight hold, within a common bound. Thread-safe. */
final class HeldAnswers {

    private static final int RETRY_AFTER_SECONDS = 1;

    private final long max;
    private final AtomicLong held = new AtomicLong();

    HeldAnswers(long maxBytes) {
        this.max = maxBytes;
    }

    long max() {
        return max;
    }

    /** @throws GatewayException there is no room for so many more bytes now */
    void take(long more) {
        long before = held.getAndUpdate(bytes -> bytes + more <= max ? bytes + more : bytes);
        if (before + more > max) {
            throw GatewayException.overloaded("The gateway holds too many answers; try again.", RETRY_AFTER_SECONDS);
        }
    }

    void giveBack(long bytes) {
        held.addAndGet(-bytes);
    }
}
