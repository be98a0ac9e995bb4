package io.camelid.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ShippedFileTest {

    @Test
    void theSimulatorAloneIsOnWhereNothingIsSet() throws IOException {
        Catalog catalog = read(Map.<String, String>of()::get);

        assertThat(catalog.providers().keySet()).containsExactly("simulator");
        assertThat(catalog.models().keySet()).containsExactly("simulator");
    }

    @Test
    void everyOtherProviderIsSwitchedOnByItsVariable() throws IOException {
        Catalog catalog = read(name -> name.endsWith("_URL") ? "http://localhost:1" : "key");

        assertThat(catalog.providers().keySet())
                .containsExactly(
                        "simulator",
                        "ollama",
                        "vllm",
                        "openai",
                        "anthropic",
                        "gemini",
                        "groq",
                        "together",
                        "fireworks",
                        "cerebras",
                        "sambanova",
                        "nvidia",
                        "llama-stack",
                        "passthrough",
                        "openai-compat");
        assertThat(catalog.providers().values())
                .filteredOn(it -> !it.id().equals("simulator") && !it.id().equals("ollama"))
                .allSatisfy(it -> assertThat(it.apiKey().value()).isEqualTo("key"));
        assertThat(catalog.models().values())
                .extracting(it -> it.providerId())
                .contains("openai", "anthropic", "gemini", "groq", "ollama", "together", "fireworks");
    }

    private static Catalog read(Environment environment) throws IOException {
        return new CatalogReader(ProviderTypes.shipped(), environment)
                .read(Files.readAllBytes(Path.of("config/providers.yaml")), "config/providers.yaml")
                .catalog();
    }
}
