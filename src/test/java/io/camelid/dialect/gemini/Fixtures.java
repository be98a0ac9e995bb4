package io.camelid.dialect.gemini;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import io.camelid.dialect.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** The folders of golden files under {@code fixtures/gemini}. */
final class Fixtures {

    private static final Path ROOT = Path.of("src/test/resources/fixtures/gemini");

    private Fixtures() {}

    static Stream<Path> cases(String kind) {
        try {
            return Files.list(ROOT.resolve(kind)).sorted();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static byte[] bytes(Path folder, String file) {
        try {
            return Files.readAllBytes(folder.resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static JsonNode json(Path folder, String file) {
        return json(new String(bytes(folder, file), UTF_8));
    }

    static JsonNode json(String text) {
        try {
            return Json.MAPPER.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ids the decoder made up are random: the same word stands for each. */
    static JsonNode withoutRandomIds(JsonNode shown) {
        return json(shown.toString().replaceAll("call_[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", "made-up"));
    }
}
