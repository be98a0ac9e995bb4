package io.camelid.dialect.openai;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.camelid.error.RequestException;
import org.junit.jupiter.api.Test;
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
        "tools[0].cache_control, tools[0].function.cache_control",
        "tools[0].tool_name, tools[0].function.name",
        "messages[1].tool_calls[0].tool_name, messages[1].tool_calls[0].function.name",
        "tools[0].cache_control.ttl, tools[0].function.cache_control.ttl",
        "tools[0].schema.properties.a.minimum, tools[0].function.parameters.properties.a.minimum",
        "tools[0].function.parameters.properties.strict, tools[0].function.parameters.properties.strict",
        "response_format.json_schema.properties.a.minimum, response_format.json_schema.schema.properties.a.minimum",
        "response_format.json_schema.schema.minimum, response_format.json_schema.schema.minimum",
        "response_format.json_schema.description, response_format.json_schema.description",
        "response_format.json_schema, response_format.json_schema",
        "messages[1].reasoning[0], messages[1].reasoning_content",
        "messages[1].reasoning[1], messages[1].reasoning_details[1]",
        "messages[1].tool_calls[0].signature, messages[1].tool_calls[0].extra_content.google.thought_signature",
        "messages[1].call_id, messages[1].tool_call_id",
        "messages[1].content[0].cache_control, messages[1].content[0].cache_control",
        "messages[1].reasoning_content, messages[1].reasoning_content",
        "seed, seed"
    })
    void aFieldIsNamedAsTheClientSentIt(String canonical, String sent) {
        assertThat(CanonicalPaths.encode(canonical)).isEqualTo(sent);
    }

    @Test
    void aRefusalNamesTheFieldTheClientWrote() {
        byte[] error =
                ErrorEncoder.encode(RequestException.invalid("'messages[1].call_id' is 'x'.", "messages[1].call_id"));

        assertThat(error)
                .asString(UTF_8)
                .contains(
                        "\"message\":\"'messages[1].tool_call_id' is 'x'.\"", "\"param\":\"messages[1].tool_call_id\"");
    }
}
