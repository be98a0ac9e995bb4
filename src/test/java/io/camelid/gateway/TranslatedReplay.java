package io.camelid.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.camelid.Gateway;
import io.camelid.Recording;
import io.camelid.ScriptedProvider;
import io.camelid.dialect.Json;
import java.net.http.HttpResponse;
import java.util.Collections;
import java.util.List;

/** An answer in another dialect: what an OpenAI client reads of it is what the recording says. */
final class TranslatedReplay {

    private TranslatedReplay() {}

    static void replay(Recording recording, Said said, String model, ScriptedProvider provider, Gateway gateway) {
        boolean stream = recording.isStream();
        HttpResponse<String> got = gateway.post(
                "/v1/chat/completions", """
                {"model":"%s","stream":%s,"stream_options":%s,"messages":[{"role":"user","content":"Go."}]}""".formatted(model, stream, stream ? "{\"include_usage\":true}" : "null"));

        assertThat(provider.stub().requests()).as(got.body()).hasSize(1);
        RecordedLimits.told(recording.limits(), got.headers());
        if (recording.status() != 200) {
            refused(recording, got);
            return;
        }
        assertThat(got.statusCode()).as(got.body()).isEqualTo(200);
        if (stream) {
            assertThat(got.body()).endsWith("data: [DONE]\n\n");
        }
        Said seen = Said.byOpenAi(documents(got, stream));
        assertThat(seen.withIdsOf(said)).isEqualTo(said);
        assertThat(seen.calls()).extracting(Said.Call::id).doesNotContain("").doesNotHaveDuplicates();
    }

    /** One input for each vector that was recorded. */
    static void replayEmbeddings(Recording recording, String model, ScriptedProvider provider, Gateway gateway) {
        JsonNode vectors = recording.body().path("embeddings");
        JsonNode inputs = Json.MAPPER.valueToTree(Collections.nCopies(vectors.size(), "Go."));
        HttpResponse<String> got =
                gateway.post("/v1/embeddings", "{\"model\":\"%s\",\"input\":%s}".formatted(model, inputs));

        assertThat(provider.stub().requests()).as(got.body()).hasSize(1);
        assertThat(got.statusCode()).as(got.body()).isEqualTo(200);
        JsonNode told = Recording.json(got.body());
        assertThat(told.path("data").findValues("embedding")).isEqualTo(vectors.findValues("values"));
        assertThat(told.at("/usage/prompt_tokens")).isEqualTo(recording.body().at("/usageMetadata/promptTokenCount"));
    }

    private static List<JsonNode> documents(HttpResponse<String> got, boolean stream) {
        return stream
                ? Recording.events(got.body()).stream()
                        .filter(it -> !it.equals("[DONE]"))
                        .map(Recording::json)
                        .toList()
                : List.of(Recording.json(got.body()));
    }

    private static void refused(Recording recording, HttpResponse<String> got) {
        OpenAiError error = OpenAiError.of(got);
        JsonNode told = recording.body().path("error");
        assertThat(error.status()).isEqualTo(recording.status());
        assertThat(error.message()).isEqualTo(told.path("message").textValue());
        assertThat(error.type())
                .isEqualTo(told.path(told.has("status") ? "status" : "type").textValue());
        JsonNode delay = told.findPath("retryDelay");
        assertThat(error.headers().firstValue("retry-after").orElse(""))
                .isEqualTo(delay.asText().replace("s", ""));
    }
}
