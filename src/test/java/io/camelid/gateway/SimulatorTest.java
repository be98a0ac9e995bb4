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
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The contract's rules of {@code inline::simulator} through the OpenAI door, every answer held against OpenAI's schemas. */
class SimulatorTest {

    private static final String TOOLS =
            "\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"get_weather\",\"parameters\":{\"type\":\"object\",\"properties\":{"
                    + "\"city\":{\"type\":\"string\"},\"days\":{\"type\":\"integer\"},\"far\":{\"type\":\"number\"},\"yes\":{\"type\":\"boolean\"},"
                    + "\"list\":{\"type\":\"array\"},\"more\":{\"type\":\"object\"},\"unit\":{\"enum\":[\"C\",\"F\"]},"
                    + "\"lang\":{\"type\":\"string\",\"default\":\"de\"},\"left\":{\"type\":\"string\"}},"
                    + "\"required\":[\"city\",\"days\",\"far\",\"yes\",\"list\",\"more\",\"unit\",\"lang\"]}}},"
                    + "{\"type\":\"function\",\"function\":{\"name\":\"other\",\"parameters\":{\"type\":\"object\",\"properties\":{}}}}]";
    private static final String ARGUMENTS =
            "{\"city\":\"text\",\"days\":1,\"far\":1.5,\"yes\":true,\"list\":[],\"more\":{},\"unit\":\"C\",\"lang\":\"de\"}";

    private static Gateway gateway;

    @BeforeAll
    static void start() {
        gateway = Gateway.start("""
                providers:
                  inference:
                  - {provider_id: sim, provider_type: "inline::simulator"}
                  - {provider_id: full, provider_type: "inline::simulator", config: {fail_with: 429}}
                  - {provider_id: late, provider_type: "inline::simulator", config: {fail_after_tokens: 2}}
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
                "{'role':'user','content':'good morning'}                                      | You said: good morning | stop",
                "{'role':'system','content':'be kind'},{'role':'user','content':'hi'}          | You said: hi | stop",
                "{'role':'user','content':'one'},{'role':'assistant','content':'x'},{'role':'user','content':'two'} | You said: two | stop",
                "{'role':'user','content':[{'type':'text','text':'see'},{'type':'image_url','image_url':{'url':'https://example.org/x.png'}}]} | You said: see [image] | stop"
            })
    void itRepeatsTheLastUsersWords(String messages, String said, String reason) {
        for (boolean stream : List.of(false, true)) {
            Answer answer = chat("\"messages\":[" + messages.replace('\'', '"') + "]", stream);

            assertThat(answer.text()).isEqualTo(said);
            assertThat(answer.reason()).isEqualTo(reason);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "hello | ,\"tool_choice\":\"required\"",
                "hello | ,\"tool_choice\":{\"type\":\"function\",\"function\":{\"name\":\"get_weather\"}}",
                "please get_weather now | ''"
            })
    void itCallsATool(String words, String choice) {
        for (boolean stream : List.of(false, true)) {
            Answer answer = chat(user(words) + "," + TOOLS + choice, stream);

            assertThat(answer.reason()).isEqualTo("tool_calls");
            assertThat(answer.tool()).isEqualTo("get_weather");
            assertThat(Sse.json(answer.arguments())).isEqualTo(Sse.json(ARGUMENTS));
        }
    }

    @Test
    void itCallsNoToolThatNobodyAskedFor() {
        assertThat(chat(user("hello") + "," + TOOLS, false).text()).isEqualTo("You said: hello");
        assertThat(chat(user("get_weather") + "," + TOOLS + ",\"tool_choice\":\"none\"", false)
                        .text())
                .isEqualTo("You said: get_weather");
    }

    @Test
    void itRepeatsAToolsResult() {
        String messages =
                "\"messages\":[{\"role\":\"user\",\"content\":\"get_weather\"},{\"role\":\"assistant\",\"content\":null,\"tool_calls\":"
                        + "[{\"id\":\"c1\",\"type\":\"function\",\"function\":{\"name\":\"get_weather\",\"arguments\":\"{}\"}}]},"
                        + "{\"role\":\"tool\",\"tool_call_id\":\"c1\",\"content\":\"sunny today\"}]," + TOOLS;
        for (boolean stream : List.of(false, true)) {
            assertThat(chat(messages, stream).text()).isEqualTo("The tool said: sunny today");
        }
    }

    @Test
    void itFillsASchema() {
        String format =
                ",\"response_format\":{\"type\":\"json_schema\",\"json_schema\":{\"name\":\"x\",\"schema\":{\"type\":\"object\","
                        + "\"properties\":{\"a\":{\"type\":\"integer\"},\"b\":{\"enum\":[\"q\",\"r\"]},\"c\":{\"type\":\"string\"}},\"required\":[\"a\",\"b\"]}}}";
        for (boolean stream : List.of(false, true)) {
            Answer answer = chat(user("hi") + format, stream);

            assertThat(Sse.json(answer.text())).isEqualTo(Sse.json("{\"a\":1,\"b\":\"q\"}"));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"max_tokens\":3            | You said: one    | length",
                "\"max_completion_tokens\":1 | You              | length",
                "\"max_tokens\":100          | You said: one two | stop",
                "\"stop\":\" two\"           | You said: one    | stop",
                "\"stop\":[\"x\",\"said\"]   | You              | stop"
            })
    void itStopsWhereItIsTold(String field, String said, String reason) {
        for (boolean stream : List.of(false, true)) {
            Answer answer = chat(user("one two") + "," + field, stream);

            assertThat(answer.text().strip()).isEqualTo(said);
            assertThat(answer.reason()).isEqualTo(reason);
        }
    }

    @Test
    void itTellsLogprobsWhenAsked() {
        JsonNode whole = OpenAiSchema.CHAT_COMPLETION.validText(
                post("chat/completions", user("hi") + ",\"logprobs\":true", false)
                        .body());
        isLessAndLessLikely(Stream.of(whole));

        isLessAndLessLikely(chunks(user("hi") + ",\"logprobs\":true").stream());
        assertThat(chunks(user("hi")))
                .allSatisfy(
                        it -> assertThat(it.at("/choices/0/logprobs/content")).isEmpty());
    }

    private static void isLessAndLessLikely(Stream<JsonNode> answer) {
        List<JsonNode> told = new ArrayList<>();
        answer.forEach(it -> it.at("/choices/0/logprobs/content").forEach(told::add));
        assertThat(told).extracting(it -> it.path("token").textValue()).containsExactly("You", " said:", " hi");
        assertThat(told)
                .extracting(it -> Math.round(it.path("logprob").doubleValue() * 1e6))
                .containsExactly(-100_000L, -200_000L, -300_000L);
    }

    @Test
    void itCountsWords() {
        JsonNode usage = OpenAiSchema.CHAT_COMPLETION
                .validText(
                        post("chat/completions", user("one two three"), false).body())
                .path("usage");
        assertThat(usage.path("prompt_tokens").intValue()).isEqualTo(3);
        assertThat(usage.path("completion_tokens").intValue()).isEqualTo(5);
        assertThat(usage.path("total_tokens").intValue()).isEqualTo(8);

        List<JsonNode> chunks = chunks(user("one") + ",\"stream_options\":{\"include_usage\":true}");
        assertThat(chunks.getLast().path("choices")).isEmpty();
        assertThat(chunks.getLast().at("/usage/total_tokens").intValue()).isEqualTo(4);
        assertThat(chunks(user("one")).getLast().hasNonNull("usage")).isFalse();
    }

    @Test
    void itAnswersOnceForEachChoice() {
        JsonNode whole = OpenAiSchema.CHAT_COMPLETION.validText(
                post("chat/completions", user("hi") + ",\"n\":3", false).body());

        assertThat(whole.path("choices")).hasSize(3);
        assertThat(whole.at("/choices/2/index").intValue()).isEqualTo(2);
        Map<Integer, List<JsonNode>> streams =
                chunks(user("hi") + ",\"n\":2,\"stream_options\":{\"include_usage\":true}").stream()
                        .flatMap(it -> StreamSupport.stream(it.path("choices").spliterator(), false))
                        .collect(Collectors.groupingBy(
                                it -> it.path("index").intValue(), TreeMap::new, Collectors.toList()));
        assertThat(streams).containsOnlyKeys(0, 1).allSatisfy((index, choice) -> {
            assertThat(choice)
                    .filteredOn(it -> it.at("/delta/role").isTextual())
                    .as("a role, once, at the beginning")
                    .containsExactly(choice.getFirst());
            assertThat(choice.stream().map(it -> text(it.at("/delta/content"))).collect(Collectors.joining()))
                    .isEqualTo("You said: hi");
            assertThat(choice)
                    .filteredOn(it -> it.path("finish_reason").isTextual())
                    .as("a finish, once, at the end")
                    .containsExactly(choice.getLast());
            assertThat(choice.getLast().path("finish_reason").textValue()).isEqualTo("stop");
        });
    }

    @Test
    void itHasNoEmbeddings() {
        OpenAiError.of(gateway.post("/v1/embeddings", "{\"model\":\"sim/any\",\"input\":\"x\"}"))
                .is(400, "invalid_request_error", "unsupported");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void itFailsWhenTold(boolean stream) {
        OpenAiError error = OpenAiError.of(gateway.post(Chat.PATH, body("full/any", user("hi"), stream)));

        assertThat(error.status()).isEqualTo(429);
    }

    @Test
    void itFailsInMidStreamWhenTold() {
        try (EventStream stream = EventStream.of(gateway, Chat.PATH, body("late/any", user("one two three"), true))) {
            List<String> events = stream.rest();

            OpenAiSchema.ERROR.validText(events.removeLast());
            assertThat(events).isNotEmpty().doesNotContain("[DONE]").allSatisfy(OpenAiSchema.CHAT_CHUNK::validText);
        }
    }

    @Test
    void itsModelSaysWhatItIs() {
        JsonNode model =
                OpenAiSchema.MODEL.validText(gateway.get("/v1/models/simulator").body());

        assertThat(model.path("metadata").toString()).containsIgnoringCase("no").containsIgnoringCase("language model");
    }

    /** What was said, put together from whatever form it came in; each form fits its schema. */
    private record Answer(String text, String reason, String tool, String arguments) {}

    private static Answer chat(String fields, boolean stream) {
        if (!stream) {
            JsonNode choice = OpenAiSchema.CHAT_COMPLETION
                    .validText(post("chat/completions", fields, false).body())
                    .at("/choices/0");
            JsonNode call = choice.at("/message/tool_calls/0/function");
            return new Answer(
                    text(choice.at("/message/content")),
                    choice.path("finish_reason").textValue(),
                    text(call.path("name")),
                    text(call.path("arguments")));
        }
        StringBuilder text = new StringBuilder();
        StringBuilder tool = new StringBuilder();
        StringBuilder arguments = new StringBuilder();
        String reason = "";
        for (JsonNode chunk : chunks(fields)) {
            JsonNode choice = chunk.at("/choices/0");
            text.append(text(choice.at("/delta/content")));
            JsonNode call = choice.at("/delta/tool_calls/0/function");
            tool.append(text(call.path("name")));
            arguments.append(text(call.path("arguments")));
            reason = choice.path("finish_reason").isTextual()
                    ? choice.path("finish_reason").textValue()
                    : reason;
        }
        return new Answer(text.toString(), reason, tool.toString(), arguments.toString());
    }

    private static String text(JsonNode node) {
        return node.isTextual() ? node.textValue() : "";
    }

    private static List<JsonNode> chunks(String fields) {
        try (EventStream stream = EventStream.of(gateway, Chat.PATH, body("simulator", fields, true))) {
            List<String> events = stream.rest();
            assertThat(events.removeLast()).isEqualTo("[DONE]");
            return events.stream().map(OpenAiSchema.CHAT_CHUNK::validText).toList();
        }
    }

    @Test
    void aFieldWithANameThatFillsNoHeaderIsToldByItsNumber() {
        HttpResponse<String> answer = post("chat/completions", user("Hi") + ",\"" + "a".repeat(5000) + "\":1", false);

        assertThat(answer.headers().firstValue("x-camelid-not-carried")).contains("+1-more");
    }

    @Test
    void aNumberThatNobodyCanHoldIsTheClientsFault() {
        HttpResponse<String> answer = gateway.post("/v1/chat/completions", """
                {"model":"simulator","messages":[{"role":"user","content":"Hi"}],"temperature":1e99999999999}
                """);

        OpenAiError.of(answer).is(400, "invalid_request_error", null).says("number");
    }

    private static HttpResponse<String> post(String endpoint, String fields, boolean stream) {
        HttpResponse<String> answer = gateway.post("/v1/" + endpoint, body("simulator", fields, stream));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return answer;
    }

    private static String user(String words) {
        return "\"messages\":[{\"role\":\"user\",\"content\":\"" + words + "\"}]";
    }

    private static String body(String model, String fields, boolean stream) {
        return "{\"model\":\"" + model + "\",\"stream\":" + stream + "," + fields + "}";
    }
}
