package io.camelid.dialect.anthropic;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.camelid.catalog.NativeDialects;
import io.camelid.dialect.Json;
import io.camelid.dialect.WireRequest;
import io.camelid.dialect.openai.ChatRequestDecoder;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A model that thinks takes no temperature: it is sent where nothing is thought, and reported where something is. */
class SamplingWhileThinkingTest {

    @ParameterizedTest
    @CsvSource({
        "claude-3-haiku,    high,    8000, true",
        "claude-sonnet-4-5, ,        8000, true",
        "claude-sonnet-4-5, none,    8000, true",
        "claude-sonnet-4-5, low,     8000, false",
        "claude-sonnet-4-5, minimal, 1368, false",
        "claude-sonnet-4-5, low,     1367, true",
        "claude-sonnet-4-5, unheard, 8000, true",
        "claude-opus-4-6,   ,        8000, true",
        "claude-opus-4-6,   low,     8000, false",
        "claude-opus-4-6,   unheard, 8000, true",
        "claude-opus-4-7,   ,        8000, false",
    })
    void aTemperatureGoesWhereNothingIsThought(String model, @Nullable String effort, int maxTokens, boolean sent)
            throws IOException {
        ObjectNode request = Json.MAPPER.createObjectNode();
        request.put("model", model).put("temperature", 0.5).put("max_tokens", maxTokens);
        request.put("reasoning_effort", effort);
        request.putArray("messages").addObject().put("role", "user").put("content", "Hi");

        WireRequest wire = NativeDialects.ANTHROPIC.encode(
                ChatRequestDecoder.decode(request).value().request());
        JsonNode body = Json.MAPPER.readTree(wire.body());

        assertThat(body.has("temperature")).isEqualTo(sent);
        assertThat(wire.notCarried().contains("sampling_params.strategy.temperature"))
                .isEqualTo(!sent);
    }
}
