package io.camelid.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.camelid.Gateway;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A streamed answer as a client reads it: event by event, as they come. */
final class EventStream implements AutoCloseable {

    private final HttpResponse<InputStream> answer;
    private final BufferedReader lines;

    private EventStream(HttpResponse<InputStream> answer) {
        this.answer = answer;
        this.lines = new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8));
    }

    /** Sends a request and waits for the head of its answer, which must be a stream's. */
    static EventStream of(Gateway gateway, String path, String json) {
        HttpResponse<InputStream> answer = gateway.send(
                gateway.request(path).header("content-type", "application/json").POST(BodyPublishers.ofString(json)),
                BodyHandlers.ofInputStream());
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("content-type")).contains("text/event-stream");
        return new EventStream(answer);
    }

    static EventStream chat(Gateway gateway) {
        return of(gateway, Chat.PATH, Chat.request(true));
    }

    HttpResponse<InputStream> answer() {
        return answer;
    }

    /** The data of the next event; null when the answer has come to its regular end. */
    String next() {
        try {
            List<String> event = new ArrayList<>();
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.isEmpty() && !event.isEmpty()) {
                    return String.join("\n", event);
                } else if (line.startsWith("data: ")) {
                    event.add(line.substring("data: ".length()));
                }
            }
            assertThat(event).as("half an event at the end").isEmpty();
            return null;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The data of all events that are left. */
    List<String> rest() {
        List<String> events = new ArrayList<>();
        for (String event = next(); event != null; event = next()) {
            events.add(event);
        }
        return events;
    }

    /** Leaves: the connection is closed where the answer is not at its end. */
    @Override
    public void close() {
        try {
            answer.body().close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
