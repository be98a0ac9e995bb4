package io.camelid.simulator;

/**
 * How a simulated provider behaves, by the names of its {@code config}. Units: milliseconds, tokens.
 *
 * @param latencyMillis {@code latency_ms}, before the answer begins
 * @param tokenDelayMillis {@code token_delay_ms}, between two tokens
 * @param failWith {@code fail_with}, the HTTP status every call is answered with; 0 for none
 * @param failAfterTokens {@code fail_after_tokens}, how much of an answer gets through; negative for all of it
 */
public record SimulatorConfig(int latencyMillis, int tokenDelayMillis, int failWith, int failAfterTokens) {

    /** At once and without failure. */
    public static final SimulatorConfig DEFAULT = new SimulatorConfig(0, 0, 0, -1);
}
