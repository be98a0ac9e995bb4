package io.camelid.dialect.gemini;

import com.fasterxml.jackson.databind.JsonNode;
import io.camelid.Pieces;
import io.camelid.catalog.NativeDialects;
import io.camelid.dialect.Json;
import io.camelid.dialect.StreamDecoder;
import io.camelid.error.ProviderError;
import io.camelid.error.ProviderException;
import io.camelid.llama.ChatCompletionRequest;
import io.camelid.llama.ChatCompletionResponse;
import io.camelid.llama.ChatCompletionResponseStreamChunk;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Runs a recorded answer through the dialect. */
final class AnswerFixture {

    static final ChatCompletionRequest REQUEST = ChatCompletionRequest.of("gemini-2.5-flash", List.of());

    private AnswerFixture() {}

    /** What a stream gave, and how it failed, if it did. */
    record Outcome(
            List<ChatCompletionResponseStreamChunk> events,
            @Nullable ProviderException failure) {

        List<String> shown() {
            return events.stream()
                    .map(Canonical::show)
                    .map(Fixtures::withoutRandomIds)
                    .map(JsonNode::toString)
                    .toList();
        }
    }

    static ChatCompletionResponse whole(Path folder) {
        byte[] body = Fixtures.bytes(folder, "answer.gemini.json");
        byte[] longer = Arrays.copyOf(body, body.length + 3);
        Arrays.fill(longer, body.length, longer.length, (byte) '#');
        return NativeDialects.GEMINI.decode(longer, body.length, REQUEST);
    }

    /** Feeds the bytes in pieces of these sizes, over and over. */
    static Outcome run(byte[] bytes, List<Integer> sizes) {
        StreamDecoder<ChatCompletionResponseStreamChunk> decoder = NativeDialects.GEMINI.streamDecoder(REQUEST);
        List<ChatCompletionResponseStreamChunk> events = new ArrayList<>();
        try {
            Pieces.feed(bytes, sizes, (buffer, offset, length) -> decoder.feed(buffer, offset, length, events::add));
            decoder.end(events::add);
            return new Outcome(events, null);
        } catch (ProviderException failure) {
            return new Outcome(events, failure);
        }
    }

    static JsonNode told(ProviderException failure) {
        ProviderError told = failure.told();
        return Json.MAPPER
                .createObjectNode()
                .put("kind", failure.kind().name())
                .put("status", failure.status())
                .put("message", failure.text())
                .put("type", told == null ? null : told.type())
                .put("code", told == null ? null : told.code());
    }
}
