package io.camelid.simulator;

import io.camelid.error.ErrorKind;
import io.camelid.error.ProviderError;
import io.camelid.error.ProviderException;
import java.io.InterruptedIOException;

/**
 * When the simulator speaks and where it breaks off. It sleeps on the thread of the request; an interrupt, which says
 * that the client has left, ends the sleep and the answer at once.
 */
final class Pace {

    private final SimulatorConfig config;

    Pace(SimulatorConfig config) {
        this.config = config;
    }

    /**
     * Waits as long as the provider takes to begin.
     *
     * @throws ProviderException it refuses
     */
    void begin() throws InterruptedIOException {
        sleep(config.latencyMillis());
        if (config.failWith() > 0) {
            throw ProviderException.answered(
                    config.failWith(),
                    new ProviderError(
                            "The simulator answers with %d, as its config.fail_with says.".formatted(config.failWith()),
                            null,
                            null,
                            null,
                            null));
        }
    }

    /**
     * Waits before a token.
     *
     * @param position counted from 0
     * @throws ProviderException the answer breaks off here
     */
    void beforeToken(int position) throws InterruptedIOException {
        breakOff(position);
        if (position > 0) {
            sleep(config.tokenDelayMillis());
        }
    }

    /**
     * The answer may end.
     *
     * @throws ProviderException it breaks off before it is complete
     */
    void end(int tokens) {
        breakOff(tokens);
    }

    /** Waits as long as a whole answer takes. */
    void wholeAnswer(int tokens) throws InterruptedIOException {
        for (int position = 0; position < tokens; position++) {
            beforeToken(position);
        }
        end(tokens);
    }

    private void breakOff(int tokensSaid) {
        if (config.failAfterTokens() >= 0 && tokensSaid >= config.failAfterTokens()) {
            throw ProviderException.of(
                    ErrorKind.PROVIDER_UNAVAILABLE,
                    "The simulator broke off after %d tokens, as its config.fail_after_tokens says."
                            .formatted(tokensSaid));
        }
    }

    private static void sleep(int millis) throws InterruptedIOException {
        if (millis == 0) {
            return;
        }
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("the client has left");
        }
    }
}
