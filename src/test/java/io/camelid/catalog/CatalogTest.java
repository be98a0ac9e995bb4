package io.camelid.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CatalogTest {

    private final Catalog catalog = Yaml.catalog("""
            providers:
              inference:
              - {provider_id: groq, provider_type: remote::groq}
              - {provider_id: simulator, provider_type: inline::simulator}
            models:
            - {model_id: fast, provider_id: groq, provider_model_id: llama-3.1-8b-instant}
            - {model_id: groq/pinned, provider_id: simulator, provider_model_id: other}
            """);

    @ParameterizedTest
    @CsvSource({
        "fast, groq, llama-3.1-8b-instant",
        "groq/llama-3.3-70b-versatile, groq, llama-3.3-70b-versatile",
        "groq/meta-llama/llama-guard-4-12b, groq, meta-llama/llama-guard-4-12b",
        "groq/pinned, simulator, other",
        "simulator/fast, simulator, fast",
    })
    void aModelGoesToItsEntryElseToTheProviderItNames(String model, String provider, String upstream) {
        Target target = catalog.resolve(model).orElseThrow();

        assertThat(target.requestedModel()).isEqualTo(model);
        assertThat(target.provider().id()).isEqualTo(provider);
        assertThat(target.upstreamModel()).isEqualTo(upstream);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "slow",
                "groq",
                "groq/",
                "groq/a\r\nx-evil: b",
                "/fast",
                "nobody/fast",
                "Fast",
                "llama-3.1-8b-instant"
            })
    void anyOtherModelIsNobodys(String model) {
        assertThat(catalog.resolve(model)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "said, Llama3.1-8B-Instruct",
        "unsaid, Llama3.3-70B-Instruct",
        "local/other, Llama3.3-70B-Instruct",
        "hub/meta-llama/Llama-3.2-1B, meta-llama/Llama-3.2-1B",
    })
    void aModelIsTheLlamaItsEntrySaysElseItsProviderElseItsName(String model, String llama) {
        Catalog said = Yaml.catalog("""
                providers:
                  inference:
                  - {provider_id: local, provider_type: remote::ollama, config: {chat_as: messages, llama_model: Llama3.3-70B-Instruct}}
                  - {provider_id: hub, provider_type: remote::ollama}
                models:
                - {model_id: said, provider_id: local, metadata: {llama_model: Llama3.1-8B-Instruct}}
                - {model_id: unsaid, provider_id: local}
                """);

        assertThat(said.resolve(model).orElseThrow().llamaModel()).isEqualTo(llama);
    }

    @Test
    void aChangeTellsWhoCameWhoWentAndWhoIsDifferent() {
        Catalog next = Yaml.catalog("""
                providers:
                  inference:
                  - {provider_id: groq, provider_type: remote::groq, config: {url: "http://localhost:1"}}
                  - {provider_id: mine, provider_type: inline::simulator}
                """);
        CatalogChange change = new CatalogChange(catalog, next);

        assertThat(change.added()).extracting(Provider::id).containsExactly("mine");
        assertThat(change.changed()).extracting(Provider::baseUrl).containsExactly("http://localhost:1/openai/v1");
        assertThat(change.removed()).extracting(Provider::id).containsExactly("simulator");
        assertThat(new CatalogChange(catalog, catalog).changed()).isEmpty();
    }
}
