package io.camelid.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BaseUrlTest {

    @ParameterizedTest
    @CsvSource({
        "remote::ollama, http://localhost:11434, http://localhost:11434/v1",
        "remote::ollama, http://localhost:11434/, http://localhost:11434/v1",
        "remote::ollama, http://localhost:11434/v1, http://localhost:11434/v1",
        "remote::ollama, http://localhost:11434/v1//, http://localhost:11434/v1",
        "remote::ollama, http://host/ollama, http://host/ollama/v1",
        "remote::groq, https://api.groq.com, https://api.groq.com/openai/v1",
        "remote::groq, https://api.groq.com/openai, https://api.groq.com/openai/v1",
        "remote::groq, https://api.groq.com/openai/v1/, https://api.groq.com/openai/v1",
        "remote::nvidia, https://integrate.api.nvidia.com, https://integrate.api.nvidia.com/v1",
        "remote::openai, http://localhost:9000, http://localhost:9000/v1",
        "remote::openai, http://localhost:9000/v1, http://localhost:9000/v1",
        "remote::openai, https://host/llm/v3, https://host/llm/v3",
        "remote::vllm, http://localhost:8000, http://localhost:8000/v1",
        "remote::vllm, http://host/models/a/v1, http://host/models/a/v1",
        "remote::fireworks, https://api.fireworks.ai/inference, https://api.fireworks.ai/inference/v1",
        "remote::cerebras, https://api.cerebras.ai, https://api.cerebras.ai/v1",
        "remote::openai-compat, https://api.perplexity.ai/, https://api.perplexity.ai",
        "remote::openai-compat, https://host/anything, https://host/anything",
    })
    void aTypesSuffixIsThereOnce(String type, String written, String complete) {
        assertThat(Yaml.provider(type, "url: \"%s\"".formatted(written)).baseUrl())
                .isEqualTo(complete);
        assertThat(Yaml.provider(type, "base_url: \"%s\"".formatted(written)).baseUrl())
                .isEqualTo(complete);
    }

    @ParameterizedTest
    @CsvSource({
        "remote::openai, https://api.openai.com/v1",
        "remote::ollama, http://localhost:11434/v1",
        "remote::groq, https://api.groq.com/openai/v1",
        "remote::groq-openai-compat, https://api.groq.com/openai/v1",
        "remote::together, https://api.together.xyz/v1",
        "remote::together-openai-compat, https://api.together.xyz/v1",
        "remote::fireworks, https://api.fireworks.ai/inference/v1",
        "remote::fireworks-openai-compat, https://api.fireworks.ai/inference/v1",
        "remote::cerebras, https://api.cerebras.ai/v1",
        "remote::cerebras-openai-compat, https://api.cerebras.ai/v1",
        "remote::sambanova, https://api.sambanova.ai/v1",
        "remote::sambanova-openai-compat, https://api.sambanova.ai/v1",
        "remote::nvidia, https://integrate.api.nvidia.com/v1",
    })
    void aHostedTypeKnowsItsAddress(String type, String address) {
        Provider provider = Yaml.provider(type, "");

        assertThat(provider.baseUrl()).isEqualTo(address);
        assertThat(provider.template()).isEqualTo("template-http");
        assertThat(provider.dialect()).isEqualTo("openai");
    }

    @Test
    void bothSettingsMaySayTheSame() {
        assertThat(Yaml.provider("remote::vllm", "url: \"http://a/v1\", base_url: \"http://a/v1\"")
                        .baseUrl())
                .isEqualTo("http://a/v1");
    }
}
