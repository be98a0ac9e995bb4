package io.camelid.dialect.gemini;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.camelid.catalog.NativeDialects;
import io.camelid.error.ProviderException;
import io.camelid.error.RequestException;
import io.camelid.llama.CompletionRequest;
import io.camelid.llama.InterleavedContent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ChatResponseDecoderTest {

    static Stream<Path> answers() {
        return Fixtures.cases("answers").filter(it -> Files.exists(it.resolve("answer.llama.json")));
    }

    static Stream<Path> failures() {
        return Fixtures.cases("answers").filter(it -> Files.exists(it.resolve("failure.json")));
    }

    @ParameterizedTest
    @MethodSource("answers")
    void everyAnswerIsRead(Path folder) {
        assertThat(Fixtures.withoutRandomIds(Canonical.show(AnswerFixture.whole(folder))))
                .isEqualTo(Fixtures.json(folder, "answer.llama.json"));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void whatIsNoAnswerIsAFailure(Path folder) {
        ProviderException failure = catchThrowableOfType(ProviderException.class, () -> AnswerFixture.whole(folder));

        assertThat(AnswerFixture.told(failure)).isEqualTo(Fixtures.json(folder, "failure.json"));
    }

    @Test
    void thereAreNoCompletionsToRead() {
        CompletionRequest request = CompletionRequest.of("gemini-2.5-flash", InterleavedContent.of("Once"));

        assertThatThrownBy(() -> NativeDialects.GEMINI.decode(new byte[0], 0, request))
                .isInstanceOf(RequestException.class);
        assertThatThrownBy(() -> NativeDialects.GEMINI.streamDecoder(request)).isInstanceOf(RequestException.class);
    }
}
