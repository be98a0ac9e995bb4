package io.camelid.dialect.openai;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.camelid.Recording;
import io.camelid.dialect.Envelope;
import io.camelid.dialect.EnvelopeEndpoint;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What is read of recorded exchanges on their way through; needs {@code CAMELID_SHARED}. */
class ProxiedRecordingsTest {

    private static final Map<String, EnvelopeEndpoint> ENDPOINTS = Map.of(
            "chat", EnvelopeEndpoint.CHAT_COMPLETIONS,
            "completions", EnvelopeEndpoint.COMPLETIONS,
            "embeddings", EnvelopeEndpoint.EMBEDDINGS);

    @Test
    void everyRequestIsUnderstood() {
        int seen = 0;
        for (Recording recording : Recording.of(Recording.Dialect.OPENAI)) {
            JsonNode request = recording.request();
            EnvelopeEndpoint endpoint = Objects.requireNonNull(ENDPOINTS.get(recording.endpoint()));
            if (request.path("model").isTextual() && request.has(endpoint.field())) {
                String model = request.path("model").textValue();
                byte[] body = Recording.named((ObjectNode) request, model);
                Envelope envelope = Envelope.read(body, body.length, endpoint);

                assertThat(envelope.model()).isEqualTo(model);
                assertThat(envelope.stream()).isEqualTo(request.path("stream").asBoolean());
                assertThat(envelope.includeUsage())
                        .isEqualTo(request.at("/stream_options/include_usage").asBoolean());
                seen++;
            }
        }
        assertThat(seen).isGreaterThan(100);
    }

    @Test
    void everyCountIsFound() {
        int seen = 0;
        for (Recording recording : Recording.of(Recording.Dialect.OPENAI)) {
            JsonNode answer = recording.body();
            if (answer.isObject() && recording.status() == 200) {
                byte[] body = recording.wire();

                assertThat(ProxiedAnswer.read(body, body.length).usage() != null)
                        .as(recording.id())
                        .isEqualTo(answer.at("/usage/prompt_tokens").isIntegralNumber()
                                || answer.at("/usage/completion_tokens").isIntegralNumber());
                seen++;
            }
        }
        assertThat(seen).isGreaterThan(50);
    }
}
