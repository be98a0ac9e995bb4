package io.camelid.dialect.anthropic;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.camelid.Recording;
import io.camelid.catalog.NativeDialects;
import io.camelid.dialect.Json;
import io.camelid.dialect.WireRequest;
import io.camelid.dialect.openai.RecordedChats;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What others once asked of the Messages API, and of chats; needs {@code CAMELID_SHARED}. */
class RecordedRequestsTest {

    private static final AnthropicDialect DIALECT = NativeDialects.ANTHROPIC;

    @Test
    void everyRequestIsAskedAgainInTheSameWords() throws IOException {
        int seen = 0;
        for (Recording recording : Recording.of(Recording.Dialect.ANTHROPIC)) {
            JsonNode request = recording.request();
            if (recording.status() == 200 && request.isObject()) {
                WireRequest written = DIALECT.encode(RecordedRequest.decode(request));
                JsonNode again = Json.MAPPER.readTree(written.body());

                assertThat(written.notCarried()).as(recording.id()).isEmpty();
                assertThat(AnthropicWire.problems(again)).as(recording.id()).isEmpty();
                assertThat(again.path("messages"))
                        .as(recording.id())
                        .isEqualTo(RecordedRequest.spelledOut(request.path("messages")));
                assertThat(again.path("max_tokens")).isEqualTo(request.path("max_tokens"));
                assertThat(again.path("stream").asBoolean())
                        .isEqualTo(request.path("stream").asBoolean());
                assertThat(again.path("system"))
                        .as(recording.id())
                        .isEqualTo(RecordedRequest.blocksOf(request.path("system")));
                for (String name : List.of("temperature", "top_p", "stop_sequences")) {
                    assertThat(again.path(name)).as(recording.id() + " " + name).isEqualTo(request.path(name));
                }
                assertThat(words(again, "name")).isEqualTo(words(request, "name"));
                assertThat(words(again, "description")).isEqualTo(words(request, "description"));
                for (String name : List.of("input_schema", "cache_control")) {
                    assertThat(again.path("tools")
                                    .valueStream()
                                    .map(it -> it.path(name))
                                    .toList())
                            .as(recording.id() + " " + name)
                            .isEqualTo(request.path("tools")
                                    .valueStream()
                                    .map(it -> it.path(name))
                                    .toList());
                }
                seen++;
            }
        }
        assertThat(seen).isGreaterThan(8);
    }

    /** Of each tool; an empty one says nothing and may be left out. */
    private static List<String> words(JsonNode request, String name) {
        return request.path("tools")
                .valueStream()
                .map(it -> it.path(name).asText())
                .toList();
    }

    @Test
    void everyRecordedChatRequestBecomesOneTheProviderTakes() {
        int written = RecordedChats.encode(
                DIALECT, (path, body) -> AnthropicWire.problems(body), "claude-sonnet-4-5", "claude-opus-4-6");

        assertThat(written).isGreaterThan(200);
    }
}
