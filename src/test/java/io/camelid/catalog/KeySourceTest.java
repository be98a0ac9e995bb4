package io.camelid.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.camelid.error.ErrorKind;
import io.camelid.error.RequestException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeySourceTest {

    private static final ProviderData NONE = ProviderData.parse(null);

    @ParameterizedTest
    @CsvSource({
        "remote::openai, api_key, openai_api_key, sent",
        "remote::groq, api_key, groq_api_key, sent",
        "remote::groq-openai-compat, api_key, groq_api_key, sent",
        "remote::sambanova, api_key, sambanova_api_key, sent",
        "remote::cerebras, api_key, cerebras_api_key, sent",
        "remote::fireworks-openai-compat, api_key, fireworks_api_key, sent",
        "remote::together-openai-compat, api_key, together_api_key, sent",
        "remote::fireworks, api_key, fireworks_api_key, configured",
        "remote::together, api_key, together_api_key, configured",
        "remote::nvidia, api_key, nvidia_api_key, sent",
        "remote::vllm, api_token, vllm_api_token, sent",
        "remote::ollama, api_key, ollama_api_key, sent",
        "remote::llama-stack, api_key, llama_stack_api_key, sent",
        "remote::passthrough, api_key, passthrough_api_key, configured",
    })
    void whichKeyWinsIsTheTypesRule(String type, String setting, String dataKey, String winner) {
        String address = "base_url: http://localhost/v1";
        Provider provider = Yaml.provider(type, address + ", " + setting + ": configured");

        assertThat(KeySource.authorise(provider, data(dataKey, "sent")))
                .contains(new AuthHeader("Authorization", "Bearer " + winner));
        assertThat(KeySource.authorise(provider, NONE)).contains(new AuthHeader("Authorization", "Bearer configured"));
        assertThat(KeySource.authorise(Yaml.provider(type, address), data(dataKey, "sent")))
                .contains(new AuthHeader("Authorization", "Bearer sent"));
    }

    @Test
    void aMissingKeyIsRefusedWithTheSettingAndTheHeaderThatWouldDo() {
        RequestException refusal = catchThrowableOfType(
                RequestException.class,
                () -> KeySource.authorise(Yaml.provider("remote::groq", ""), data("openai_api_key", "sk-other")));

        assertThat(refusal.kind()).isEqualTo(ErrorKind.PROVIDER_KEY_MISSING);
        assertThat(refusal.text())
                .isEqualTo("Provider 'it' needs an API key: set config.api_key of this provider, "
                        + "or send the header X-LlamaStack-Provider-Data: {\"groq_api_key\": \"…\"}.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"remote::ollama", "inline::simulator"})
    void aProviderThatNeedsNoKeyGetsNone(String type) {
        assertThat(KeySource.authorise(Yaml.provider(type, ""), NONE)).isEmpty();
    }

    @Test
    void vllmTakesItsKeyFromApiToken() {
        Provider provider = Yaml.provider("remote::vllm", "url: \"http://localhost:8000\", api_token: t");

        assertThat(KeySource.authorise(provider, NONE)).contains(new AuthHeader("Authorization", "Bearer t"));
    }

    @Test
    void aCompatibleServersKeyIsNamedAfterItsProvider() {
        Provider provider = Yaml.provider("remote::openai-compat", "url: \"http://localhost:8000\"");

        assertThat(KeySource.authorise(provider, NONE)).isEmpty();
        assertThat(KeySource.authorise(provider, data("it_api_key", "k")))
                .contains(new AuthHeader("Authorization", "Bearer k"));
    }

    @Test
    void nvidiaNeedsAKeyOnlyWhereItIsHosted() {
        assertThat(Yaml.provider("remote::nvidia", "").keyRule().required()).isTrue();
        assertThat(Yaml.provider("remote::nvidia", "url: \"https://integrate.api.nvidia.com/v1\"")
                        .keyRule()
                        .required())
                .isTrue();
        assertThat(Yaml.provider("remote::nvidia", "url: \"http://localhost:8000\"")
                        .keyRule()
                        .required())
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"sk-secret", "[\"sk-secret\"]", "{\"groq_api_key\": \"sk-secret\"", "\"sk-secret\"", "null"})
    void providerDataThatIsNoObjectIsRefusedWithoutRepeatingIt(String header) {
        RequestException refusal = catchThrowableOfType(RequestException.class, () -> ProviderData.parse(header));

        assertThat(refusal.kind()).isEqualTo(ErrorKind.INVALID_REQUEST);
        assertThat(refusal.param()).isEqualTo("X-LlamaStack-Provider-Data");
        assertThat(refusal.text()).doesNotContain("sk-secret");
        assertThat(refusal.getCause()).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"openai_api_key\": 5}", "{\"openai_api_key\": \"a\\r\\nx-evil: b\"}"})
    void aKeyThatNoHeaderCanCarryIsRefusedByName(String header) {
        RequestException refusal = catchThrowableOfType(
                RequestException.class,
                () -> KeySource.authorise(Yaml.provider("remote::openai", "api_key: k"), ProviderData.parse(header)));

        assertThat(refusal.kind()).isEqualTo(ErrorKind.INVALID_REQUEST);
        assertThat(refusal.text()).contains("'openai_api_key'").doesNotContain("evil");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"openai_api_key\": null}", "{\"openai_api_key\": \" \"}", " "})
    void anEmptyKeyIsNoKey(String header) {
        assertThat(KeySource.authorise(Yaml.provider("remote::openai", "api_key: k"), ProviderData.parse(header)))
                .contains(new AuthHeader("Authorization", "Bearer k"));
    }

    @Test
    void nothingThatHoldsAKeyShowsIt() {
        assertThat(new ApiKey("sk-secret").toString()).isEqualTo("ApiKey[hidden]");
        assertThat(new AuthHeader("Authorization", "Bearer sk-secret").toString())
                .doesNotContain("sk-secret");
        assertThat(data("openai_api_key", "sk-secret").toString()).doesNotContain("sk-secret");
    }

    private static ProviderData data(String key, String value) {
        return ProviderData.parse("{\"%s\": \"%s\"}".formatted(key, value));
    }
}
