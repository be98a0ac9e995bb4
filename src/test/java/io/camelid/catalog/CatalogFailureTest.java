package io.camelid.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each folder of {@code fixtures/providers-file/refused} holds a providers file that can't work and the message it is refused with. */
class CatalogFailureTest {

    private static final Path CASES = Path.of("src/test/resources/fixtures/providers-file/refused");

    static Stream<Path> cases() throws IOException {
        try (Stream<Path> folders = Files.list(CASES)) {
            return folders.sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void aFileThatCannotWorkIsRefusedWithLineKeyAndMend(Path folder) throws IOException {
        byte[] yaml = Files.readAllBytes(folder.resolve("providers.yaml"));
        CatalogReader reader = new CatalogReader(ProviderTypes.shipped(), Map.<String, String>of()::get);

        CatalogException refusal =
                catchThrowableOfType(CatalogException.class, () -> reader.read(yaml, "providers.yaml"));

        assertThat(refusal).isNotNull();
        assertThat(refusal.getMessage())
                .isEqualTo(Files.readString(folder.resolve("message.txt")).strip());
        assertThat(refusal.getMessage()).doesNotContain("secret", "sk-");
    }

    @Test
    void manyProblemsHaveAOneLineSummary() {
        assertThat(new CatalogException(List.of("a:1: first", "a:2: second", "a:3: third")).summary())
                .isEqualTo("a:1: first (and 2 more)");
        assertThat(new CatalogException("a:1: only").summary()).isEqualTo("a:1: only");
    }
}
