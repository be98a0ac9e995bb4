package io.camelid.simulator;

import static io.camelid.simulator.Requests.chat;
import static io.camelid.simulator.Requests.completion;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.camelid.error.ErrorKind;
import io.camelid.error.ProviderException;
import io.camelid.llama.ChatCompletionResponseEvent.Complete;
import io.camelid.llama.ChatCompletionResponseEvent.Progress;
import io.camelid.llama.ChatCompletionResponseStreamChunk;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SimulatorPaceTest {

    /** No test waits for it. */
    private static final int LONG = 600_000;

    private final List<ChatCompletionResponseStreamChunk> pushed = new ArrayList<>();

    @AfterEach
    void forgetInterrupts() {
        Thread.interrupted();
    }

    @ParameterizedTest
    @CsvSource({
        "400, 400, PROVIDER_REFUSED",
        "429, 429, PROVIDER_REFUSED",
        "500, 502, PROVIDER_UNAVAILABLE",
        "503, 503, PROVIDER_OVERLOADED",
        "529, 503, PROVIDER_OVERLOADED",
    })
    void failWithIsAProvidersAnswerBeforeAnythingElse(int failWith, int status, ErrorKind kind) {
        Simulator simulator = new Simulator(new SimulatorConfig(0, 0, failWith, -1));

        for (var call : List.<ThrowingCallable>of(
                () -> simulator.answer(chat("a")),
                () -> simulator.stream(chat("a")),
                () -> simulator.answer(completion("a", 0)),
                () -> simulator.stream(completion("a", 0)))) {
            ProviderException failure = catchThrowableOfType(ProviderException.class, call);
            assertThat(failure.status()).isEqualTo(status);
            assertThat(failure.kind()).isEqualTo(kind);
            assertThat(failure.text())
                    .isEqualTo("The simulator answers with %d, as its config.fail_with says.".formatted(failWith));
        }
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "1, 1", "2, 2", "3, 3"})
    void aStreamBreaksOffAfterThatManyTokens(int failAfter, int tokens) {
        Simulator simulator = new Simulator(new SimulatorConfig(0, 0, 0, failAfter));

        ProviderException failure = catchThrowableOfType(
                ProviderException.class, () -> simulator.stream(chat("a")).pushTo(pushed::add));

        assertThat(failure.kind()).isEqualTo(ErrorKind.PROVIDER_UNAVAILABLE);
        assertThat(progress()).isEqualTo(tokens);
        assertThat(pushed).noneMatch(it -> it.event() instanceof Complete);
    }

    @Test
    void aShorterAnswerGetsThrough() throws Exception {
        Simulator simulator = new Simulator(new SimulatorConfig(0, 0, 0, 4));

        simulator.stream(chat("a")).pushTo(pushed::add);

        assertThat(pushed.getLast().event()).isInstanceOf(Complete.class);
        assertThat(simulator.answer(chat("a")).completionMessage().content().asText())
                .isEqualTo("You said: a");
    }

    @Test
    void anAnswerThatBreaksOffIsNone() {
        Simulator simulator = new Simulator(new SimulatorConfig(0, 0, 0, 2));

        assertThatThrownBy(() -> simulator.answer(chat("a"))).isInstanceOf(ProviderException.class);
        assertThatThrownBy(() -> simulator.answer(completion("a b", 0))).isInstanceOf(ProviderException.class);
        assertThatThrownBy(() -> simulator.stream(completion("a b", 0)).pushTo(it -> {}))
                .isInstanceOf(ProviderException.class);
    }

    @Test
    void anInterruptEndsTheWaitForTheFirstToken() {
        Simulator simulator = new Simulator(new SimulatorConfig(LONG, 0, 0, -1));

        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> simulator.answer(chat("a"))).isInstanceOf(InterruptedIOException.class);

        assertThat(Thread.currentThread().isInterrupted()).isTrue();
        assertThatThrownBy(() -> simulator.stream(chat("a"))).isInstanceOf(InterruptedIOException.class);
    }

    @Test
    void anInterruptEndsTheWaitBetweenTokens() throws Exception {
        Simulator simulator = new Simulator(new SimulatorConfig(0, LONG, 0, -1));
        var stream = simulator.stream(chat("a"));

        assertThatThrownBy(() -> stream.pushTo(chunk -> {
                    pushed.add(chunk);
                    if (chunk.event() instanceof Progress) {
                        Thread.currentThread().interrupt();
                    }
                }))
                .isInstanceOf(InterruptedIOException.class);

        assertThat(progress()).isEqualTo(1);
    }

    @Test
    void aWholeAnswerTakesAsLongAsItsStream() {
        Simulator simulator = new Simulator(new SimulatorConfig(0, LONG, 0, -1));

        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> simulator.answer(chat("a"))).isInstanceOf(InterruptedIOException.class);
    }

    private long progress() {
        return pushed.stream().filter(it -> it.event() instanceof Progress).count();
    }
}
