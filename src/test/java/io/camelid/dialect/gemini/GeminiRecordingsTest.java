package io.camelid.dialect.gemini;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.camelid.dialect.Json;
import io.camelid.dialect.WireRequest;
import io.camelid.dialect.openai.ChatRequestDecoder;
import io.camelid.error.ProviderError;
import io.camelid.error.RequestException;
import io.camelid.llama.ChatCompletionRequest;
import io.camelid.llama.ChatCompletionResponse;
import io.camelid.llama.ChatCompletionResponseEvent.Complete;
import io.camelid.llama.ChatCompletionResponseEvent.Progress;
import io.camelid.llama.ChatCompletionResponseStreamChunk;
import io.camelid.llama.ContentDelta;
import io.camelid.llama.Metric;
import io.camelid.llama.Reasoning;
import io.camelid.llama.StopReason;
import io.camelid.llama.ToolCall;
import io.camelid.llama.Usage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Every recording of the native API, and every recorded chat request; needs {@code CAMELID_SHARED}. */
class GeminiRecordingsTest {

    private static final GeminiDialect DIALECT = new GeminiDialect();

    /** What a client must see of an answer, read off its JSON in the plainest way. */
    private record View(
            String text,
            String thoughts,
            List<String> calls,
            List<String> signatures,
            @Nullable StopReason reason,
            @Nullable Usage usage) {}

    @Test
    void everyRecordedAnswerSaysWhatTheRecordingSays() {
        int replayed = 0;
        for (JsonNode file : recordings("generateContent", "streamGenerateContent")) {
            String id = file.get("id").textValue();
            JsonNode response = file.get("response");
            if (response.get("status").intValue() >= 400) {
                error(id, response);
            } else if (response.has("sse")) {
                stream(id, response.get("sse"));
            } else {
                whole(id, response.get("body"));
            }
            replayed++;
        }
        assertThat(replayed).isGreaterThanOrEqualTo(16);
    }

    /** One the wire can't ask for is refused with its field; any other must be one the provider takes. */
    @Test
    void everyRecordedChatRequestBecomesOneTheProviderTakes() throws Exception {
        int written = 0;
        for (JsonNode file : recordings("chat")) {
            JsonNode body = file.at("/request/body");
            if (!body.isObject()
                    || !file.at("/response/status").isInt()
                    || file.at("/response/status").intValue() != 200) {
                continue;
            }
            for (String model : List.of("gemini-2.0-flash", "gemini-2.5-pro", "gemini-3-flash-preview")) {
                String id = file.get("id").textValue() + " as " + model;
                try {
                    ChatCompletionRequest request =
                            ChatRequestDecoder.decode(body).value().request();
                    WireRequest wire = DIALECT.encode(request.withModel(model));
                    assertThat(GeminiWire.problems(wire.path(), Json.MAPPER.readTree(wire.body())))
                            .as(id)
                            .isEmpty();
                    written++;
                } catch (RequestException refused) {
                    assertThat(refused.param()).as("%s: %s", id, refused.text()).isNotNull();
                }
            }
        }
        assertThat(written).isGreaterThan(300);
    }

    private static void whole(String id, JsonNode body) {
        byte[] bytes = body.toString().getBytes(UTF_8);
        ChatCompletionResponse answer = DIALECT.decode(bytes, bytes.length, AnswerFixture.REQUEST);
        List<Reasoning.Text> reasoning = answer.completionMessage().reasoning().stream()
                .map(Reasoning.Text.class::cast)
                .toList();
        List<ToolCall> calls = answer.completionMessage().toolCalls();
        View seen = new View(
                answer.completionMessage().content().asText(""),
                reasoning.stream().map(Reasoning.Text::text).collect(Collectors.joining()),
                calls.stream().map(GeminiRecordingsTest::shown).toList(),
                sorted(Stream.concat(
                        reasoning.stream().map(it -> orNone(it.signature())),
                        calls.stream().map(it -> orNone(it.signature())))),
                answer.completionMessage().stopReason(),
                Usage.of(answer.metrics()));

        assertThat(seen).as(id).isEqualTo(expected(List.of(body)));
    }

    private static void stream(String id, JsonNode lines) {
        String text = lines.valueStream().map(JsonNode::textValue).collect(Collectors.joining("\n"));
        View expected = expected(text.lines()
                .filter(it -> it.startsWith("data:"))
                .map(it -> Fixtures.json(it.substring(5)))
                .toList());
        for (int size : List.of(1, 3, 1000, Integer.MAX_VALUE)) {
            AnswerFixture.Outcome outcome = AnswerFixture.run(text.getBytes(UTF_8), List.of(size));
            assertThat(outcome.failure()).as(id).isNull();
            assertThat(seen(outcome.events())).as(id).isEqualTo(expected);
        }
    }

    private static View seen(List<ChatCompletionResponseStreamChunk> events) {
        StringBuilder text = new StringBuilder();
        StringBuilder thoughts = new StringBuilder();
        List<String> calls = new ArrayList<>();
        List<String> signatures = new ArrayList<>();
        StopReason reason = null;
        List<Metric> metrics = List.of();
        for (ChatCompletionResponseStreamChunk event : events) {
            if (event.event() instanceof Progress(ContentDelta.Text(var piece), var logprobs, var soFar)) {
                text.append(piece);
            } else if (event.event()
                    instanceof Progress(ContentDelta.ReasoningText(var piece, var signature), var l, var r)) {
                thoughts.append(piece);
                signatures.add(orNone(signature));
            } else if (event.event() instanceof Progress(ContentDelta.ToolCallSucceeded(var call), var l, var r)) {
                calls.add(shown(call));
                signatures.add(orNone(call.signature()));
            } else if (event.event() instanceof Complete(var told)) {
                reason = told;
                metrics = event.metrics();
            }
        }
        return new View(
                text.toString(), thoughts.toString(), calls, sorted(signatures.stream()), reason, Usage.of(metrics));
    }

    private static View expected(List<JsonNode> answers) {
        StringBuilder text = new StringBuilder();
        StringBuilder thoughts = new StringBuilder();
        List<String> calls = new ArrayList<>();
        List<String> signatures = new ArrayList<>();
        for (JsonNode answer : answers) {
            for (JsonNode part : answer.at("/candidates/0/content/parts")) {
                (part.path("thought").asBoolean() ? thoughts : text)
                        .append(part.path("text").asText());
                if (part.has("functionCall")) {
                    calls.add(part.at("/functionCall/name").textValue() + part.at("/functionCall/args"));
                }
                signatures.add(part.path("thoughtSignature").asText());
            }
        }
        JsonNode last = answers.getLast();
        JsonNode usage = last.get("usageMetadata");
        JsonNode thinking = usage.path("thoughtsTokenCount");
        return new View(
                text.toString(),
                thoughts.toString(),
                calls,
                sorted(signatures.stream()),
                switch (last.at("/candidates/0/finishReason").textValue()) {
                    case "STOP" -> calls.isEmpty() ? StopReason.END_OF_TURN : StopReason.END_OF_MESSAGE;
                    case "MAX_TOKENS" -> StopReason.OUT_OF_TOKENS;
                    default -> null;
                },
                new Usage(
                        usage.get("promptTokenCount").longValue(),
                        usage.get("totalTokenCount").longValue()
                                - usage.get("promptTokenCount").longValue(),
                        usage.get("totalTokenCount").longValue(),
                        null,
                        thinking.isMissingNode() ? null : Long.valueOf(thinking.longValue())));
    }

    private static void error(String id, JsonNode response) {
        JsonNode body = response.get("body");
        ProviderError told = DIALECT.error(
                body.toString().getBytes(UTF_8),
                response.get("status").intValue(),
                response.at("/headers/content-type").textValue());
        JsonNode delay = body.findPath("retryDelay");

        assertThat(told.message()).as(id).isEqualTo(body.at("/error/message").textValue());
        assertThat(told.type()).as(id).isEqualTo(body.at("/error/status").textValue());
        assertThat(told.retryAfterSeconds())
                .as(id)
                .isEqualTo(
                        delay.isMissingNode()
                                ? null
                                : Integer.valueOf(delay.textValue().replace("s", "")));
    }

    private static String shown(ToolCall call) {
        return call.toolName().value() + call.argumentsJson();
    }

    private static List<String> sorted(Stream<String> signatures) {
        return signatures.filter(it -> !it.isEmpty()).sorted().toList();
    }

    private static String orNone(@Nullable String signature) {
        return signature == null ? "" : signature;
    }

    private static List<JsonNode> recordings(String... endpoints) {
        String shared = System.getenv("CAMELID_SHARED");
        assumeTrue(shared != null, "CAMELID_SHARED is not set: no recordings to replay");
        Path folder = Path.of(shared, "recordings");
        return Fixtures.json(folder, "INDEX.json")
                .valueStream()
                .filter(it -> List.of(endpoints).contains(it.get("endpoint").textValue()))
                .map(it -> Fixtures.json(folder, it.get("file").textValue()))
                .toList();
    }
}
