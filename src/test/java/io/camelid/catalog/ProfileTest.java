package io.camelid.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import io.camelid.dialect.RequestRules;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a provider's type and its config say of how it is spoken to. */
class ProfileTest {

    private static final String AZURE = "base_url: http://localhost/v1, api_key: sk-1, api_key_header: api-key, "
            + "headers: {X-Title: My app, X-Off: \"\"}";

    @Test
    void theKeyMayGoInAHeaderOfItsOwnWithoutBearer() {
        Provider provider = Yaml.provider("remote::openai-compat", AZURE);

        AuthHeader header =
                KeySource.authorise(provider, ProviderData.parse(null)).orElseThrow();
        assertThat(header.name()).isEqualTo("api-key");
        assertThat(header.value()).isEqualTo("sk-1");
    }

    @Test
    void headersAreThereUnlessTheyComeOutEmpty() {
        assertThat(Yaml.provider("remote::openai-compat", AZURE).headers().values())
                .isEqualTo(Map.of("X-Title", "My app"));
        assertThat(Yaml.provider("remote::openai", "").headers().values()).isEmpty();
    }

    @Test
    void theirValuesAreNeverShown() {
        Provider provider = Yaml.provider("remote::anthropic", "headers: {anthropic-beta: very-secret}");

        assertThat(provider.headers().values())
                .containsOnly(Map.entry("anthropic-beta", "very-secret"), Map.entry("anthropic-version", "2023-06-01"));
        assertThat(provider.headers().confidential()).containsOnlyKeys("anthropic-beta");
        assertThat(provider.toString()).contains("anthropic-beta").doesNotContain("very-secret");
    }

    @Test
    void anOperatorsHeaderWinsOverTheTypes() {
        Provider provider = Yaml.provider("remote::anthropic", "headers: {Anthropic-Version: 2099-01-01}");

        assertThat(provider.headers().values()).isEqualTo(Map.of("Anthropic-Version", "2099-01-01"));
    }

    @Test
    void anAddressOfTheRequestsOwnGetsNoneOfThem() {
        Provider provider = Yaml.provider("remote::passthrough", "headers: {X-Secret: s}");

        assertThat(provider.at("http://localhost:1").headers().values()).isEmpty();
    }

    @Test
    void rulesOfTheFileAreAddedToThoseOfTheType() {
        RequestRules type = Yaml.provider("remote::groq", "").requestRules();
        RequestRules more =
                Yaml.provider("remote::groq", "request: [{refused: [seed]}]").requestRules();

        assertThat(more).isNotEqualTo(type);
        assertThat(more.toString())
                .startsWith(type.toString().substring(0, type.toString().length() - 1))
                .contains("seed");
        assertThat(Yaml.provider("remote::groq", "request: [{refused: [seed]}]").requestRules())
                .isEqualTo(more);
    }

    @Test
    void traitsOfModelsAreForTypesWhoseModelsDiffer() {
        assertThat(Yaml.read("""
                        providers:
                          inference:
                          - {provider_id: it, provider_type: "remote::groq", config: {model_traits: []}}
                        """, Map.of()).notes())
                .containsExactly("providers.yaml:3: providers.inference[0].config.model_traits is not used here");
    }

    @Test
    void rulesAreForProvidersThatSpeakOpenAi() {
        var reading = Yaml.read("""
                providers:
                  inference:
                  - {provider_id: it, provider_type: "remote::gemini", config: {request: [{refused: [seed]}]}}
                """, Map.of());

        assertThat(reading.notes())
                .containsExactly("providers.yaml:3: providers.inference[0].config.request is not used here");
    }
}
