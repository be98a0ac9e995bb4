package io.camelid.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.camelid.dialect.Json;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;

/** Reads answers as a client does. */
final class Sse {

    private Sse() {}

    static JsonNode json(String text) {
        try {
            return Json.MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(text, e);
        }
    }

    /** The data of each event; nothing but data lines and the blank lines between them may be there. */
    static List<String> data(HttpResponse<String> answer) {
        assertThat(answer.headers().firstValue("content-type").orElse("")).startsWith("text/event-stream");
        List<String> data = new ArrayList<>();
        for (String event : answer.body().split("\n\n", -1)) {
            if (!event.isEmpty()) {
                assertThat(event).startsWith("data: ").doesNotContain("\n");
                data.add(event.substring("data: ".length()));
            }
        }
        return data;
    }

    /** The events of a stream that has JSON only. */
    static List<JsonNode> events(HttpResponse<String> answer) {
        return data(answer).stream().map(Sse::json).toList();
    }
}
