package io.camelid.dialect.openai;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.camelid.Mended;
import io.camelid.dialect.Envelope;
import io.camelid.dialect.Json;
import io.camelid.dialect.ProviderErrors;
import io.camelid.dialect.Splice;
import io.camelid.error.ProviderError;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Every recorded exchange with a provider that speaks OpenAI; needs {@code CAMELID_SHARED}. */
class ProxiedRecordingsTest {

    private static final Map<String, EnvelopeEndpoint> ENDPOINTS = Map.of(
            "chat", EnvelopeEndpoint.CHAT_COMPLETIONS,
            "completions", EnvelopeEndpoint.COMPLETIONS,
            "embeddings", EnvelopeEndpoint.EMBEDDINGS);

    private static final String NEW = "team/my-model";

    private static final List<JsonNode> RECORDINGS = new ArrayList<>();

    @BeforeAll
    static void read() throws IOException {
        String shared = System.getenv("CAMELID_SHARED");
        assumeTrue(shared != null, "CAMELID_SHARED is not set: no recordings to read");
        Path folder = Path.of(shared, "recordings");
        for (JsonNode entry : Json.MAPPER.readTree(folder.resolve("INDEX.json").toFile())) {
            if (ENDPOINTS.containsKey(entry.get("endpoint").textValue())) {
                RECORDINGS.add(Json.MAPPER.readTree(
                        folder.resolve(entry.get("file").textValue()).toFile()));
            }
        }
    }

    @Test
    void everyRequestKeepsAllButItsModel() throws IOException {
        int seen = 0;
        for (JsonNode recording : RECORDINGS) {
            JsonNode request = recording.at("/request/body");
            EnvelopeEndpoint endpoint = Objects.requireNonNull(
                    ENDPOINTS.get(recording.get("endpoint").textValue()));
            // two recordings bear the name of an endpoint whose request they do not have
            if (request.path("model").isTextual() && request.has(endpoint.field())) {
                byte[] body = Json.MAPPER.writeValueAsBytes(request);
                Envelope envelope = Envelope.read(body, body.length, endpoint);

                assertThat(envelope.model()).isEqualTo(request.get("model").textValue());
                assertThat(envelope.stream()).isEqualTo(request.path("stream").asBoolean());
                assertThat(envelope.includeUsage())
                        .isEqualTo(request.at("/stream_options/include_usage").asBoolean());
                assertRenamed(recording, request, envelope.withModel(NEW));
                seen++;
            }
        }
        assertThat(seen).isGreaterThan(100);
    }

    @Test
    void everyAnswerKeepsAllButItsModel() throws IOException {
        int seen = 0;
        for (JsonNode recording : RECORDINGS) {
            JsonNode answer = recording.at("/response/body");
            if (answer.isObject() && recording.at("/response/status").intValue() == 200) {
                byte[] body = Json.MAPPER.writeValueAsBytes(answer);
                ProxiedAnswer read = ProxiedAnswer.read(body, body.length);

                assertThat(read.usage() != null)
                        .as(id(recording))
                        .isEqualTo(answer.at("/usage/prompt_tokens").isIntegralNumber()
                                || answer.at("/usage/completion_tokens").isIntegralNumber());
                assertRenamed(recording, answer, read.withModel(NEW));
                seen++;
            }
        }
        assertThat(seen).isGreaterThan(50);
    }

    @Test
    void everyErrorKeepsItsText() throws IOException {
        int seen = 0;
        for (JsonNode recording : RECORDINGS) {
            int status = recording.at("/response/status").intValue();
            if (status >= 400) {
                JsonNode answer = recording.at("/response/body");
                byte[] body = Json.MAPPER.writeValueAsBytes(answer);
                ProviderError error = ProviderErrors.read(body, status, "application/json");

                assertThat(answer.findValuesAsText("message"))
                        .as(id(recording))
                        .anyMatch(it ->
                                it.contains(error.message()) || error.message().startsWith(it));
                seen++;
            }
        }
        assertThat(seen).isGreaterThan(25);
    }

    private static void assertRenamed(JsonNode recording, JsonNode before, Splice after) throws IOException {
        ObjectNode expected = before.deepCopy();
        if (expected.path("model").isTextual()) {
            expected.put("model", NEW);
        }
        assertThat(Mended.withoutIds(new String(after.toByteArray(), UTF_8)))
                .as(id(recording))
                .isEqualTo(Mended.told(id(recording), new String(Json.MAPPER.writeValueAsBytes(expected), UTF_8)));
    }

    private static String id(JsonNode recording) {
        return recording.get("id").textValue();
    }
}
