package io.camelid.dialect.openai;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CanonicalPathsTest {

    @ParameterizedTest
    @CsvSource({
        "sampling_params.stop, stop",
        "sampling_params.strategy.temperature, temperature",
        "tool_config.tool_choice, tool_choice",
        "logprobs.top_k, top_logprobs",
        "logprobs, logprobs",
        "content, prompt",
        "tools[12].strict, tools[12].function.strict",
        "tools[0].parameters.properties.a.enum, tools[0].function.parameters.properties.a.enum",
        "tools[0].cache_control, tools[0].cache_control",
        "messages[1].reasoning_content, messages[1].reasoning_content",
        "seed, seed"
    })
    void aFieldIsNamedAsTheClientSentIt(String canonical, String sent) {
        assertThat(CanonicalPaths.encode(canonical)).isEqualTo(sent);
    }
}
