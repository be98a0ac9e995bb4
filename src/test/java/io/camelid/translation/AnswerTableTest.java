package io.camelid.translation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.camelid.catalog.NativeDialects;
import io.camelid.dialect.Dialect;
import io.camelid.dialect.RequestRules;
import io.camelid.dialect.llamastack.LlamaStackDialect;
import io.camelid.dialect.openai.OpenAiDialect;
import io.camelid.error.ProviderException;
import io.camelid.translation.Answered.Client;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Nothing of an answer is lost in silence: each field reaches the client or is told of, and a table says which. */
class AnswerTableTest {

    private static final Dialect OPEN_AI = new OpenAiDialect(Map.of(), RequestRules.NONE);
    private static final Dialect LLAMA_STACK = new LlamaStackDialect();
    private static final Dialect ANTHROPIC = NativeDialects.ANTHROPIC;
    private static final Dialect GEMINI = NativeDialects.GEMINI;

    private static final String OPEN_AI_CHAT = """
            {"id":"1","object":"chat.completion","created":1,"model":"m",
             "choices":[{"index":0,"message":{"role":"assistant","content":"hi"},"finish_reason":"stop"}]}
            """;
    private static final String OPEN_AI_CHUNKS = """
            [{"choices":[{"index":0,"delta":{"content":"hi"}}]},
             {"choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}]
            """;
    private static final String OPEN_AI_COMPLETION = """
            {"id":"1","object":"text_completion","created":1,"model":"m",
             "choices":[{"index":0,"text":"hi","finish_reason":"stop"}]}
            """;
    private static final String OPEN_AI_COMPLETION_EVENTS = """
            [{"choices":[{"index":0,"text":"hi"}]},{"choices":[{"index":0,"text":"","finish_reason":"stop"}]}]
            """;
    private static final String LLAMA_STACK_CHAT = """
            {"completion_message":{"role":"assistant","content":"hi","stop_reason":"end_of_turn"}}
            """;
    private static final String LLAMA_STACK_EVENTS = """
            [{"event":{"event_type":"progress","delta":{"type":"text","text":"hi"}}},
             {"event":{"event_type":"complete","delta":{"type":"text","text":""},"stop_reason":"end_of_turn"}}]
            """;
    private static final String LLAMA_STACK_COMPLETION = "{\"content\":\"hi\",\"stop_reason\":\"end_of_turn\"}";
    private static final String LLAMA_STACK_COMPLETION_EVENTS =
            "[{\"delta\":\"hi\"},{\"delta\":\"\",\"stop_reason\":\"end_of_turn\"}]";
    private static final String ANTHROPIC_MESSAGE = """
            {"id":"1","type":"message","role":"assistant","model":"m","content":[{"type":"text","text":"hi"}],
             "stop_reason":"end_turn","stop_sequence":null,"usage":{"input_tokens":3,"output_tokens":1}}
            """;
    private static final String ANTHROPIC_EVENTS = """
            [{"type":"message_start","message":{"id":"1","type":"message","role":"assistant","model":"m","content":[],
              "stop_reason":null,"stop_sequence":null,"usage":{"input_tokens":3,"output_tokens":1}}},
             {"type":"content_block_start","index":0,"content_block":{"type":"text","text":""}},
             {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"hi"}},
             {"type":"content_block_stop","index":0},
             {"type":"message_delta","delta":{"stop_reason":"end_turn","stop_sequence":null},"usage":{"output_tokens":2}},
             {"type":"message_stop"}]
            """;
    private static final String GEMINI_ANSWER = """
            {"candidates":[{"content":{"role":"model","parts":[{"text":"hi"}]},"finishReason":"STOP","index":0}],
             "usageMetadata":{"promptTokenCount":3,"candidatesTokenCount":1,"totalTokenCount":4},"modelVersion":"m"}
            """;

    /** One direction of one kind of answer. */
    @FunctionalInterface
    private interface Translation {
        Answered of(Dialect provider, JsonNode answer, Client client);
    }

    @Test
    void aFieldThatOpenAiAddsToItsAnswersNeedsALineHere() {
        assertThat(missing("chat-completion-response", "openai-chat-answer", ""))
                .isEmpty();
        assertThat(missing("chat-completion-chunk", "openai-chat-events", "[]."))
                .isEmpty();
        assertThat(missing("completion-response", "openai-completion-answer", ""))
                .isEmpty();
        assertThat(missing("completion-chunk.wire", "openai-completion-events", "[]."))
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("openAiChat")
    void aFieldOfAnOpenAiChatGetsToLlamaStacksClientsOrIsToldOf(FieldTable.Row row) {
        fate(row, 1, OPEN_AI_CHAT, OPEN_AI, Client.LLAMA_STACK, Answered::chat);
    }

    @ParameterizedTest
    @MethodSource("openAiChunks")
    void aFieldOfAnOpenAiChunkGetsToLlamaStacksClientsOrIsToldOf(FieldTable.Row row) {
        fate(row, 1, OPEN_AI_CHUNKS, OPEN_AI, Client.LLAMA_STACK, Answered::chatStream);
    }

    @ParameterizedTest
    @MethodSource("openAiCompletion")
    void aFieldOfAnOpenAiCompletionGetsToLlamaStacksClientsOrIsToldOf(FieldTable.Row row) {
        fate(row, 1, OPEN_AI_COMPLETION, OPEN_AI, Client.LLAMA_STACK, Answered::completion);
    }

    @ParameterizedTest
    @MethodSource("openAiCompletionEvents")
    void aFieldOfAStreamedOpenAiCompletionGetsToLlamaStacksClientsOrIsToldOf(FieldTable.Row row) {
        fate(row, 1, OPEN_AI_COMPLETION_EVENTS, OPEN_AI, Client.LLAMA_STACK, Answered::completionStream);
    }

    @ParameterizedTest
    @MethodSource("llamaStackChat")
    void aFieldOfALlamaStackChatGetsToOpenAisClientsOrIsToldOf(FieldTable.Row row) {
        fate(row, 1, LLAMA_STACK_CHAT, LLAMA_STACK, Client.OPENAI, Answered::chat);
    }

    @ParameterizedTest
    @MethodSource("llamaStackEvents")
    void aFieldOfALlamaStackEventGetsToOpenAisClientsOrIsToldOf(FieldTable.Row row) {
        fate(row, 1, LLAMA_STACK_EVENTS, LLAMA_STACK, Client.OPENAI, Answered::chatStream);
    }

    @ParameterizedTest
    @MethodSource("llamaStackCompletion")
    void aFieldOfALlamaStackCompletionGetsToOpenAisClientsOrIsToldOf(FieldTable.Row row) {
        fate(row, 1, LLAMA_STACK_COMPLETION, LLAMA_STACK, Client.OPENAI, Answered::completion);
    }

    @ParameterizedTest
    @MethodSource("llamaStackCompletionEvents")
    void aFieldOfAStreamedLlamaStackCompletionGetsToOpenAisClientsOrIsToldOf(FieldTable.Row row) {
        fate(row, 1, LLAMA_STACK_COMPLETION_EVENTS, LLAMA_STACK, Client.OPENAI, Answered::completionStream);
    }

    @ParameterizedTest
    @MethodSource("anthropic")
    void aFieldOfAnAnthropicMessageGetsToClientsOrIsToldOf(FieldTable.Row row) {
        fate(row, 1, ANTHROPIC_MESSAGE, ANTHROPIC, Client.OPENAI, Answered::chat);
        fate(row, 2, ANTHROPIC_MESSAGE, ANTHROPIC, Client.LLAMA_STACK, Answered::chat);
    }

    @ParameterizedTest
    @MethodSource("anthropicEvents")
    void aFieldOfAnAnthropicEventGetsToClientsOrIsToldOf(FieldTable.Row row) {
        fate(row, 1, ANTHROPIC_EVENTS, ANTHROPIC, Client.OPENAI, Answered::chatStream);
        fate(row, 2, ANTHROPIC_EVENTS, ANTHROPIC, Client.LLAMA_STACK, Answered::chatStream);
    }

    @ParameterizedTest
    @MethodSource("gemini")
    void aFieldOfAGeminiAnswerGetsToClientsOrIsToldOf(FieldTable.Row row) {
        fate(row, 1, GEMINI_ANSWER, GEMINI, Client.OPENAI, Answered::chat);
        fate(row, 2, GEMINI_ANSWER, GEMINI, Client.LLAMA_STACK, Answered::chat);
    }

    static List<FieldTable.Row> openAiChat() {
        return FieldTable.rows("openai-chat-answer");
    }

    static List<FieldTable.Row> openAiChunks() {
        return FieldTable.rows("openai-chat-events");
    }

    static List<FieldTable.Row> openAiCompletion() {
        return FieldTable.rows("openai-completion-answer");
    }

    static List<FieldTable.Row> openAiCompletionEvents() {
        return FieldTable.rows("openai-completion-events");
    }

    static List<FieldTable.Row> llamaStackChat() {
        return FieldTable.rows("llama-stack-chat-answer");
    }

    static List<FieldTable.Row> llamaStackEvents() {
        return FieldTable.rows("llama-stack-chat-events");
    }

    static List<FieldTable.Row> llamaStackCompletion() {
        return FieldTable.rows("llama-stack-completion-answer");
    }

    static List<FieldTable.Row> llamaStackCompletionEvents() {
        return FieldTable.rows("llama-stack-completion-events");
    }

    static List<FieldTable.Row> anthropic() {
        return FieldTable.rows("anthropic-answer");
    }

    static List<FieldTable.Row> anthropicEvents() {
        return FieldTable.rows("anthropic-events");
    }

    static List<FieldTable.Row> gemini() {
        return FieldTable.rows("gemini-answer");
    }

    /** What is {@code carried} makes a difference to the client; {@code nothing} says nothing to it. */
    private static void fate(
            FieldTable.Row row, int column, String base, Dialect provider, Client client, Translation translation) {
        JsonNode answer = row.into(base);
        switch (row.fate(column)) {
            case "refused" ->
                assertThatThrownBy(() -> translation.of(provider, answer, client))
                        .isInstanceOf(ProviderException.class);
            case "carried" -> {
                Answered answered = translation.of(provider, answer, client);
                assertThat(answered.lost()).isEmpty();
                assertThat(orNothing(translation, provider, row.without(answer), client))
                        .isNotEqualTo(answered.answer());
            }
            case "nothing" ->
                assertThat(translation.of(provider, answer, client).lost()).isEmpty();
            default ->
                assertThat(translation.of(provider, answer, client).lost())
                        .containsExactlyInAnyOrder(row.fate(column).split(" "));
        }
    }

    /** Null where an answer can't be without this field, which then was surely read. */
    private static JsonNode orNothing(Translation translation, Dialect provider, JsonNode answer, Client client) {
        try {
            return translation.of(provider, answer, client).answer();
        } catch (ProviderException needed) {
            return FieldTable.read("null");
        }
    }

    /** The fields of a schema that neither have a line nor are below one that ends there. */
    private static TreeSet<String> missing(String schema, String table, String prefix) {
        TreeSet<String> missing = new TreeSet<>();
        FieldTable.fields(schema).forEach(field -> missing.add(prefix + field));
        for (FieldTable.Row row : FieldTable.rows(table)) {
            missing.remove(row.field());
            if (!row.fate(1).equals("carried")) {
                missing.removeIf(field -> field.startsWith(row.field() + ".") || field.startsWith(row.field() + "["));
            }
        }
        return missing;
    }
}
