package io.camelid.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.camelid.Gateway;
import io.camelid.dialect.openai.OpenAiSchema;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Completions of {@code inline::simulator} through the OpenAI door, every answer held against OpenAI's schemas. */
class SimulatorCompletionTest {

    private static Gateway gateway;

    @BeforeAll
    static void start() {
        gateway = Gateway.start("""
                providers:
                  inference:
                  - {provider_id: sim, provider_type: "inline::simulator"}
                models:
                - {model_id: simulator, provider_id: sim}
                """, Map.of());
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'one two three'                                | three two one               | stop",
                "'one two three','max_tokens':2                 | three two                   | length",
                "'one two three','max_tokens':3                 | three two one               | stop",
                "'one two three','stop':' two'                  | three                       | stop",
                "'one two three','stop':['nothing','one']       | three two                   | stop",
                "'one two three','echo':true                    | one two threethree two one  | stop",
                "'one two','echo':true,'max_tokens':1           | one twotwo                  | length"
            })
    void aPromptComesBackInReverse(String prompt, String said, String reason) {
        for (boolean stream : List.of(false, true)) {
            Map<Integer, Choice> choices = complete("\"prompt\":" + prompt.replace('\'', '"'), stream);

            assertThat(choices).containsOnlyKeys(0);
            assertThat(choices.get(0).words()).isEqualTo(said);
            assertThat(choices.get(0).reasons).as("one finish").containsExactly(reason);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void itAnswersOnceForEachChoiceOfEachPrompt(boolean stream) {
        assertThat(complete("\"prompt\":\"one two\",\"n\":3", stream))
                .containsOnlyKeys(0, 1, 2)
                .allSatisfy((index, choice) -> {
                    assertThat(choice.words()).isEqualTo("two one");
                    assertThat(choice.reasons).as("one finish").containsExactly("stop");
                });

        Map<Integer, Choice> ofTwo = complete("\"prompt\":[\"one two\",\"three four\"],\"n\":2", stream);
        assertThat(ofTwo).containsOnlyKeys(0, 1, 2, 3);
        assertThat(ofTwo.values())
                .extracting(Choice::words)
                .containsExactly("two one", "two one", "four three", "four three");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void itTellsLogprobsWhenAsked(boolean stream) {
        Choice choice =
                complete("\"prompt\":\"one two\",\"logprobs\":1", stream).get(0);

        assertThat(choice.tokens).hasSize(2);
        assertThat(String.join("", choice.tokens)).isEqualTo(choice.text.toString());
        assertThat(choice.logprobs).containsExactly(-0.1, -0.2);
        assertThat(choice.offsets)
                .as("where each begins")
                .containsExactly(0, choice.tokens.getFirst().length());

        assertThat(complete("\"prompt\":\"one two\"", stream).get(0).tokens)
                .as("not asked for")
                .isEmpty();
    }

    @Test
    void itCountsWords() {
        String counted = "\"prompt\":\"one two three\",\"max_tokens\":2";
        JsonNode whole = OpenAiSchema.COMPLETION.validText(post(counted, false).body());
        isCounted(whole.path("usage"));

        List<JsonNode> events = events(counted + ",\"stream_options\":{\"include_usage\":true}");
        assertThat(events.getLast().path("choices")).isEmpty();
        isCounted(events.getLast().path("usage"));
        assertThat(events.subList(0, events.size() - 1))
                .as("one that counts, the last")
                .noneMatch(it -> it.hasNonNull("usage"));

        assertThat(events(counted)).as("not asked for").noneMatch(it -> it.hasNonNull("usage"));
    }

    private static void isCounted(JsonNode usage) {
        assertThat(usage.path("prompt_tokens").intValue()).isEqualTo(3);
        assertThat(usage.path("completion_tokens").intValue()).isEqualTo(2);
        assertThat(usage.path("total_tokens").intValue()).isEqualTo(5);
    }

    /** One choice, put together from whatever form it came in. */
    private static final class Choice {
        private final StringBuilder text = new StringBuilder();
        private final List<String> reasons = new ArrayList<>();
        private final List<String> tokens = new ArrayList<>();
        private final List<Double> logprobs = new ArrayList<>();
        private final List<Integer> offsets = new ArrayList<>();

        void add(JsonNode part) {
            text.append(part.path("text").textValue());
            if (part.path("finish_reason").isTextual()) {
                reasons.add(part.path("finish_reason").textValue());
            }
            JsonNode told = part.path("logprobs");
            told.path("tokens").forEach(it -> tokens.add(it.textValue()));
            told.path("token_logprobs").forEach(it -> logprobs.add(it.doubleValue()));
            told.path("text_offset").forEach(it -> offsets.add(it.intValue()));
        }

        String words() {
            return text.toString().strip();
        }
    }

    private static Map<Integer, Choice> complete(String fields, boolean stream) {
        List<JsonNode> parts = stream
                ? events(fields)
                : List.of(OpenAiSchema.COMPLETION.validText(post(fields, false).body()));
        Map<Integer, Choice> choices = new TreeMap<>();
        for (JsonNode part : parts) {
            part.path("choices")
                    .forEach(it -> choices.computeIfAbsent(it.path("index").intValue(), index -> new Choice())
                            .add(it));
        }
        return choices;
    }

    private static List<JsonNode> events(String fields) {
        List<String> events = new ArrayList<>(Sse.data(post(fields, true)));
        assertThat(events.removeLast()).isEqualTo("[DONE]");
        return events.stream().map(OpenAiSchema.COMPLETION_CHUNK::validText).toList();
    }

    private static HttpResponse<String> post(String fields, boolean stream) {
        HttpResponse<String> answer =
                gateway.post("/v1/completions", "{\"model\":\"simulator\",\"stream\":" + stream + "," + fields + "}");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return answer;
    }
}
