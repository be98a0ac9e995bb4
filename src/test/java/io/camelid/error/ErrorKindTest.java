package io.camelid.error;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every kind of failure is told to users before they meet it. */
class ErrorKindTest {

    @ParameterizedTest
    @EnumSource
    void theReadmeHasItsRow(ErrorKind kind) throws IOException {
        String code = kind.code() == null ? "null" : kind.code();

        assertThat(Files.readAllLines(Path.of("README.md")))
                .anyMatch(it -> it.matches("\\| ([45][0-9x]{2}, )?%d\\b.*".formatted(kind.status()))
                        && it.contains("`%s`".formatted(kind.type()))
                        && it.contains("`%s`".formatted(code)));
    }
}
