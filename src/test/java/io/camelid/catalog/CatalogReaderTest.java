package io.camelid.catalog;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import io.camelid.llama.Model;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CatalogReaderTest {

    private static final String SWITCHED = """
            providers:
              inference:
              - provider_id: ${env.KEY:+openai}
                provider_type: remote::openai
                config: {api_key: "${env.KEY}"}
            models:
            - {model_id: gpt-4o-mini, provider_id: openai}
            """;

    @Test
    void aProviderWithAnEmptyIdIsOffAndItsModelsWithIt() {
        var reading = Yaml.read(SWITCHED, Map.of("KEY", ""));

        assertThat(reading.catalog()).isEqualTo(Catalog.EMPTY);
        assertThat(reading.notes())
                .containsExactly(
                        "providers.yaml: switched off, as their provider_id comes out empty: openai (with gpt-4o-mini)");
    }

    @Test
    void theVariableSwitchesItOn() {
        var reading = Yaml.read(SWITCHED, Map.of("KEY", "sk-1"));

        assertThat(reading.catalog().providers().keySet()).containsExactly("openai");
        assertThat(reading.catalog().models().keySet()).containsExactly("gpt-4o-mini");
        assertThat(reading.notes()).isEmpty();
    }

    @Test
    void oneOfTwoProvidersWithTheSameIdMayBeOn() {
        Catalog catalog = Yaml.catalog("""
                providers:
                  inference:
                  - {provider_id: "${env.A:+llm}", provider_type: remote::openai}
                  - {provider_id: llm, provider_type: inline::simulator}
                models:
                - {model_id: one, provider_id: llm}
                """);

        assertThat(catalog.resolve("one").orElseThrow().provider().type()).isEqualTo("inline::simulator");
    }

    @Test
    void aModelIsAnLlmCalledAsItIsNamedUnlessTheFileSaysOtherwise() {
        Catalog catalog = Yaml.catalog("""
                providers:
                  inference:
                  - {provider_id: simulator, provider_type: inline::simulator}
                models:
                - {model_id: one, provider_id: simulator}
                """);

        Model model = catalog.model("one").orElseThrow();
        assertThat(model.modelType()).isEqualTo(Model.Type.LLM);
        assertThat(model.providerResourceId()).isEqualTo("one");
    }

    @Test
    void theSimulatorHasItsSettings() {
        Provider provider = Yaml.provider("inline::simulator", "latency_ms: 20, fail_with: 503");

        assertThat(provider.template()).isEqualTo("template-simulator");
        assertThat(provider.dialect()).isEqualTo("canonical");
        assertThat(provider.baseUrl()).isEmpty();
        assertThat(provider.number("latency_ms", 0)).isEqualTo(20);
        assertThat(provider.number("fail_with", 0)).isEqualTo(503);
        assertThat(provider.number("token_delay_ms", 7)).isEqualTo(7);
    }

    @Test
    void anthropicAndGeminiAreServedThroughTheirOpenAiEndpoints() {
        assertThat(Yaml.provider("remote::anthropic", "api: openai").baseUrl())
                .isEqualTo("https://api.anthropic.com/v1");
        assertThat(Yaml.provider("remote::gemini", "api: openai").baseUrl())
                .isEqualTo("https://generativelanguage.googleapis.com/v1beta/openai");
        assertThat(Yaml.provider("remote::gemini", "api: openai").dialect()).isEqualTo("openai");
    }

    @Test
    void geminiIsSpokenToInItsOwnFormatUnlessTheFileSaysOtherwise() {
        Provider provider = Yaml.provider("remote::gemini", "base_url: https://example.com");

        assertThat(provider.dialect()).isEqualTo("gemini");
        assertThat(provider.baseUrl()).isEqualTo("https://example.com/v1beta");
        assertThat(provider.keyRule().header()).isEqualTo("x-goog-api-key");
        assertThat(provider.keyRule().prefix()).isEmpty();
    }

    @Test
    void aTypeWithOneApiMayNameIt() {
        assertThat(Yaml.provider("remote::openai", "api: openai").dialect()).isEqualTo("openai");
    }

    @Test
    void aProviderNeverShowsItsKey() {
        Provider provider = Yaml.provider("remote::openai", "api_key: sk-very-secret");

        assertThat(provider.apiKey().value()).isEqualTo("sk-very-secret");
        assertThat(provider.toString()).contains("ApiKey[hidden]").doesNotContain("sk-very-secret");
    }

    @Test
    void aSimulatedModelSaysThatItIsNoneUnlessTheFileSaysOtherwise() {
        Catalog catalog = Yaml.catalog("""
                providers:
                  inference:
                  - {provider_id: simulator, provider_type: inline::simulator}
                  - {provider_id: ollama, provider_type: remote::ollama}
                models:
                - {model_id: one, provider_id: simulator, metadata: {owner: me}}
                - {model_id: two, provider_id: simulator, metadata: {description: mine}}
                - {model_id: three, provider_id: ollama}
                """);

        assertThat(catalog.model("one").orElseThrow().metadata())
                .containsExactly(
                        entry("description", "Deterministic answers from inside the gateway; not a language model."),
                        entry("owner", "me"));
        assertThat(catalog.model("two").orElseThrow().metadata()).containsExactly(entry("description", "mine"));
        assertThat(catalog.model("three").orElseThrow().metadata()).isEmpty();
    }
}
