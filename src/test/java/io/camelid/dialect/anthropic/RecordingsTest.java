package io.camelid.dialect.anthropic;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.camelid.dialect.Json;
import io.camelid.dialect.WireRequest;
import io.camelid.error.ProviderError;
import io.camelid.llama.ChatCompletionRequest;
import io.camelid.llama.ChatCompletionResponse;
import io.camelid.llama.ChatCompletionResponseEvent.Complete;
import io.camelid.llama.ChatCompletionResponseEvent.Progress;
import io.camelid.llama.ChatCompletionResponseStreamChunk;
import io.camelid.llama.ContentDelta;
import io.camelid.llama.Message;
import io.camelid.llama.Reasoning;
import io.camelid.llama.StopReason;
import io.camelid.llama.ToolCall;
import io.camelid.llama.Usage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Every recorded exchange of the Messages API; needs {@code CAMELID_SHARED}. */
class RecordingsTest {

    private static final AnthropicDialect DIALECT = new AnthropicDialect();

    private static final Map<String, StopReason> REASONS = Map.of(
            "end_turn", StopReason.END_OF_TURN,
            "stop_sequence", StopReason.END_OF_TURN,
            "tool_use", StopReason.END_OF_MESSAGE,
            "max_tokens", StopReason.OUT_OF_TOKENS);

    private static final List<JsonNode> RECORDINGS = new ArrayList<>();

    /** What a client sees of an answer. */
    private record View(
            String text, String thoughts, List<JsonNode> calls, StopReason reason, long prompt, long completion) {}

    @BeforeAll
    static void read() throws IOException {
        String shared = System.getenv("CAMELID_SHARED");
        assumeTrue(shared != null, "CAMELID_SHARED is not set: no recordings to read");
        Path folder = Path.of(shared, "recordings");
        for (JsonNode entry : Json.MAPPER.readTree(folder.resolve("INDEX.json").toFile())) {
            if (entry.get("endpoint").textValue().equals("messages")) {
                RECORDINGS.add(Json.MAPPER.readTree(
                        folder.resolve(entry.get("file").textValue()).toFile()));
            }
        }
    }

    @Test
    void everyRequestIsAskedAgainInTheSameWords() throws IOException {
        int seen = 0;
        for (JsonNode recording : RECORDINGS) {
            JsonNode request = recording.at("/request/body");
            if (recording.at("/response/status").intValue() == 200 && request.isObject()) {
                WireRequest written = DIALECT.encode(RecordedRequest.decode(request));
                JsonNode again = Json.MAPPER.readTree(written.body());

                assertThat(written.notCarried()).as(id(recording)).isEmpty();
                assertThat(AnthropicWire.problems(again)).as(id(recording)).isEmpty();
                assertThat(again.path("messages"))
                        .as(id(recording))
                        .isEqualTo(RecordedRequest.spelledOut(request.path("messages")));
                assertThat(again.path("max_tokens")).isEqualTo(request.path("max_tokens"));
                assertThat(again.path("stream").asBoolean())
                        .isEqualTo(request.path("stream").asBoolean());
                assertThat(again.path("tools").findValuesAsText("name"))
                        .isEqualTo(request.path("tools").findValuesAsText("name"));
                seen++;
            }
        }
        assertThat(seen).isGreaterThan(8);
    }

    @Test
    void everyWholeAnswerIsReadAsItWasRecorded() throws IOException {
        int seen = 0;
        for (JsonNode recording : RECORDINGS) {
            JsonNode body = recording.at("/response/body");
            if (recording.at("/response/status").intValue() == 200 && body.isObject()) {
                byte[] bytes = Json.MAPPER.writeValueAsBytes(body);

                assertThat(view(DIALECT.decode(bytes, bytes.length, question())))
                        .as(id(recording))
                        .isEqualTo(recorded(body));
                seen++;
            }
        }
        assertThat(seen).isGreaterThan(3);
    }

    @Test
    void everyStreamComesToTheMessageThatWasRecorded() throws IOException {
        int seen = 0;
        for (JsonNode recording : RECORDINGS) {
            JsonNode lines = recording.at("/response/sse");
            if (lines.isArray()) {
                String stream = lines.valueStream().map(JsonNode::textValue).collect(Collectors.joining("\n"));

                assertThat(view(GoldenTest.read(stream.getBytes(UTF_8), question())))
                        .as(id(recording))
                        .isEqualTo(recorded(message(lines)));
                seen++;
            }
        }
        assertThat(seen).isGreaterThan(6);
    }

    @Test
    void everyErrorKeepsItsWords() throws IOException {
        int seen = 0;
        for (JsonNode recording : RECORDINGS) {
            int status = recording.at("/response/status").intValue();
            if (status >= 400) {
                JsonNode body = recording.at("/response/body");
                ProviderError told = DIALECT.error(Json.MAPPER.writeValueAsBytes(body), status, "application/json");

                assertThat(told.message()).isEqualTo(body.at("/error/message").textValue());
                assertThat(told.type()).isEqualTo(body.at("/error/type").textValue());
                seen++;
            }
        }
        assertThat(seen).isGreaterThan(2);
    }

    private static String id(JsonNode recording) {
        return recording.get("id").textValue();
    }

    private static ChatCompletionRequest question() {
        return ChatCompletionRequest.of("claude-sonnet-4-5", List.of());
    }

    private static View view(ChatCompletionResponse answer) {
        Message.Assistant said = answer.completionMessage();
        return new View(
                said.content().asText(""),
                said.reasoning().stream().map(RecordingsTest::text).collect(Collectors.joining()),
                said.toolCalls().stream().map(RecordingsTest::call).toList(),
                said.stopReason(),
                Objects.requireNonNull(Usage.of(answer.metrics())).promptTokens(),
                Objects.requireNonNull(Usage.of(answer.metrics())).completionTokens());
    }

    private static View view(List<ChatCompletionResponseStreamChunk> events) {
        StringBuilder text = new StringBuilder();
        StringBuilder thoughts = new StringBuilder();
        List<JsonNode> calls = new ArrayList<>();
        for (ChatCompletionResponseStreamChunk event : events) {
            if (event.event() instanceof Progress progress) {
                switch (progress.delta()) {
                    case ContentDelta.Text it -> text.append(it.text());
                    case ContentDelta.ReasoningText it -> thoughts.append(it.text());
                    case ContentDelta.ToolCallSucceeded it -> calls.add(call(it.toolCall()));
                    default -> {}
                }
            }
        }
        ChatCompletionResponseStreamChunk last = events.getLast();
        Usage usage = Objects.requireNonNull(Usage.of(last.metrics()));
        return new View(
                text.toString(),
                thoughts.toString(),
                calls,
                ((Complete) last.event()).stopReason(),
                usage.promptTokens(),
                usage.completionTokens());
    }

    private static String text(Reasoning reasoning) {
        return reasoning instanceof Reasoning.Text it ? it.text() : "";
    }

    private static JsonNode call(ToolCall call) {
        try {
            ObjectNode json = Json.MAPPER.createObjectNode();
            json.put("id", call.callId()).put("name", call.toolName().value());
            return json.set("input", Json.MAPPER.readTree(call.argumentsJson()));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** The message as it stands in the recording. */
    private static View recorded(JsonNode message) {
        List<JsonNode> calls = new ArrayList<>();
        for (JsonNode block : message.path("content")) {
            if (block.path("type").asText().equals("tool_use")) {
                calls.add(((ObjectNode) block).retain("id", "name", "input"));
            }
        }
        JsonNode usage = message.path("usage");
        return new View(
                String.join("", message.path("content").findValuesAsText("text")),
                String.join("", message.path("content").findValuesAsText("thinking")),
                calls,
                Objects.requireNonNull(REASONS.get(message.path("stop_reason").textValue())),
                usage.path("input_tokens").longValue()
                        + usage.path("cache_read_input_tokens").longValue()
                        + usage.path("cache_creation_input_tokens").longValue(),
                usage.path("output_tokens").longValue());
    }

    /** Puts a stream together as its documents say, with no more care than a recording needs. */
    private static ObjectNode message(JsonNode lines) throws IOException {
        ObjectNode message = Json.MAPPER.createObjectNode();
        ArrayNode content = Json.MAPPER.createArrayNode();
        StringBuilder input = new StringBuilder();
        for (JsonNode line : lines) {
            if (!line.textValue().startsWith("data: ")) {
                continue;
            }
            JsonNode event = Json.MAPPER.readTree(line.textValue().substring(6));
            switch (event.path("type").textValue()) {
                case "message_start" -> message = (ObjectNode) event.get("message");
                case "content_block_start" -> {
                    content.add(event.get("content_block"));
                    input.setLength(0);
                }
                case "content_block_delta" -> {
                    JsonNode delta = event.get("delta");
                    ObjectNode block =
                            (ObjectNode) content.get(event.get("index").intValue());
                    append(block, "text", delta);
                    append(block, "thinking", delta);
                    input.append(delta.path("partial_json").asText());
                }
                case "content_block_stop" -> {
                    ObjectNode block =
                            (ObjectNode) content.get(event.get("index").intValue());
                    if (block.has("input") && !input.isEmpty()) {
                        block.set("input", Json.MAPPER.readTree(input.toString()));
                    }
                }
                case "message_delta" -> {
                    message.setAll((ObjectNode) event.get("delta"));
                    message.withObjectProperty("usage").setAll((ObjectNode) event.get("usage"));
                }
                default -> {}
            }
        }
        message.set("content", content);
        return message;
    }

    private static void append(ObjectNode block, String name, JsonNode delta) {
        if (delta.has(name)) {
            block.put(name, block.path(name).asText() + delta.get(name).textValue());
        }
    }
}
