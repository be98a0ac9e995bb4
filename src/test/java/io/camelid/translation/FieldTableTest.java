package io.camelid.translation;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.camelid.dialect.Decoded;
import io.camelid.dialect.Dialect;
import io.camelid.dialect.RequestRules;
import io.camelid.dialect.WireRequest;
import io.camelid.dialect.llamastack.LlamaStackDialect;
import io.camelid.dialect.openai.ChatCall;
import io.camelid.dialect.openai.ChatRequestDecoder;
import io.camelid.dialect.openai.CompletionCall;
import io.camelid.dialect.openai.CompletionRequestDecoder;
import io.camelid.dialect.openai.OpenAiDialect;
import io.camelid.error.RequestException;
import io.camelid.llama.ChatCompletionRequest;
import io.camelid.llama.CompletionRequest;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Nothing is lost in silence: each field is carried, or told of, or refused, and a table says which. */
class FieldTableTest {

    private static final String CHAT = "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}";
    private static final String COMPLETION = "{\"model\":\"m\",\"prompt\":\"hi\"}";
    private static final String NATIVE_CHAT = CHAT.replace("model", "model_id");

    private static final String NATIVE_COMPLETION = "{\"model_id\":\"m\",\"content\":\"hi\"}";

    private static final Dialect LLAMA_STACK = new LlamaStackDialect();
    private static final Dialect OPEN_AI = new OpenAiDialect(Map.of(), RequestRules.NONE);

    @Test
    void aFieldThatOpenAiAddsToItsChatsNeedsALineHere() {
        assertThat(missing("chat-completion-request", "openai-chat-request")).isEmpty();
    }

    @Test
    void aFieldThatOpenAiAddsToItsCompletionsNeedsALineHere() {
        assertThat(missing("completion-request", "openai-completion-request")).isEmpty();
    }

    @Test
    void aFieldThatTheModelGetsNeedsALineHere() {
        assertThat(missing(CanonicalFields.of(ChatCompletionRequest.class), "llama-stack-chat-request"))
                .isEmpty();
        assertThat(missing(CanonicalFields.of(CompletionRequest.class), "llama-stack-completion-request"))
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("chatFields")
    void aFieldOfAnOpenAiChatIsReadOrToldOf(FieldTable.Row row) {
        read(row, CHAT, FieldTableTest::chat);
    }

    @ParameterizedTest
    @MethodSource("completionFields")
    void aFieldOfAnOpenAiCompletionIsReadOrToldOf(FieldTable.Row row) {
        read(row, COMPLETION, FieldTableTest::completion);
    }

    @ParameterizedTest
    @MethodSource("chatFields")
    void aFieldOfAnOpenAiChatGetsToLlamaStackOrIsToldOf(FieldTable.Row row) {
        written(row, CHAT, json -> LLAMA_STACK.encode(chat(json).value().request()));
    }

    @ParameterizedTest
    @MethodSource("completionFields")
    void aFieldOfAnOpenAiCompletionGetsToLlamaStackOrIsToldOf(FieldTable.Row row) {
        written(
                row,
                COMPLETION,
                json -> LLAMA_STACK.encode(completion(json).value().requests().getFirst()));
    }

    @ParameterizedTest
    @MethodSource("nativeFields")
    void aFieldOfALlamaStackChatGetsToOpenAiOrIsToldOf(FieldTable.Row row) {
        fate(row, row.fate(1), NATIVE_CHAT, FieldTableTest::fromNative);
    }

    @ParameterizedTest
    @MethodSource("nativeCompletionFields")
    void aFieldOfALlamaStackCompletionGetsToOpenAiOrIsToldOf(FieldTable.Row row) {
        fate(row, row.fate(1), NATIVE_COMPLETION, FieldTableTest::completionFromNative);
    }

    static List<FieldTable.Row> chatFields() {
        return FieldTable.rows("openai-chat-request");
    }

    static List<FieldTable.Row> completionFields() {
        return FieldTable.rows("openai-completion-request");
    }

    static List<FieldTable.Row> nativeFields() {
        return FieldTable.rows("llama-stack-chat-request");
    }

    static List<FieldTable.Row> nativeCompletionFields() {
        return FieldTable.rows("llama-stack-completion-request");
    }

    private static void read(FieldTable.Row row, String base, Function<JsonNode, Decoded<?>> decoder) {
        fate(row, row.fate(1), base, json -> {
            Decoded<?> decoded = decoder.apply(json);
            return new Outcome(decoded.value(), decoded.notCarried());
        });
    }

    private static void written(FieldTable.Row row, String base, Function<JsonNode, WireRequest> encoder) {
        String fate = row.fate(2);
        if (!fate.isEmpty()) {
            fate(row, fate, base, json -> {
                WireRequest request = encoder.apply(json);
                return new Outcome(FieldTable.read(new String(request.body(), UTF_8)), request.notCarried());
            });
        }
    }

    /** What a translation made of a request. */
    private record Outcome(Object value, List<String> notCarried) {}

    private static void fate(FieldTable.Row row, String fate, String base, Function<JsonNode, Outcome> translation) {
        JsonNode request = row.on(base);
        if (fate.equals("refused")) {
            assertThatThrownBy(() -> translation.apply(request)).isInstanceOf(RequestException.class);
            return;
        }
        Outcome outcome = translation.apply(request);
        Outcome without = orNull(() -> translation.apply(row.without(row.on(base))));
        switch (fate) {
            case "carried" -> {
                assertThat(outcome.notCarried()).isEmpty();
                assertThat(without == null ? null : without.value()).isNotEqualTo(outcome.value());
            }
            case "gateway", "neutral" -> {
                assertThat(outcome.notCarried()).isEmpty();
                assertThat(without).isEqualTo(outcome);
            }
            case "label" -> {
                assertThat(outcome.notCarried()).isEmpty();
                assertThat(translation.apply(row.inOtherWords(request))).isEqualTo(outcome);
            }
            default -> assertThat(outcome.notCarried()).containsExactly(fate);
        }
    }

    /** Null where a request can't be without this field, which then was surely read. */
    private static @Nullable Outcome orNull(Supplier<Outcome> translation) {
        try {
            return translation.get();
        } catch (RequestException needed) {
            return null;
        }
    }

    /** Those fields that neither have a line nor are below one that ends there. */
    private static Set<String> missing(String schema, String table) {
        return missing(FieldTable.fields(schema), table);
    }

    private static Set<String> missing(Set<String> fields, String table) {
        TreeSet<String> missing = new TreeSet<>(fields);
        for (FieldTable.Row row : FieldTable.rows(table)) {
            missing.remove(row.field());
            if (!Stream.of("carried", "neutral").toList().contains(row.fate(1))) {
                missing.removeIf(field -> field.startsWith(row.field() + ".") || field.startsWith(row.field() + "["));
            }
        }
        return missing;
    }

    private static Decoded<ChatCall> chat(JsonNode json) {
        return ChatRequestDecoder.decode(json);
    }

    private static Decoded<CompletionCall> completion(JsonNode json) {
        return CompletionRequestDecoder.decode(json);
    }

    private static Outcome fromNative(JsonNode json) {
        Decoded<ChatCompletionRequest> decoded = io.camelid.dialect.llamastack.ChatRequestDecoder.decode(json);
        return written(decoded.notCarried(), OPEN_AI.encode(decoded.value()));
    }

    private static Outcome completionFromNative(JsonNode json) {
        Decoded<CompletionRequest> decoded = io.camelid.dialect.llamastack.CompletionRequestDecoder.decode(json);
        return written(decoded.notCarried(), OPEN_AI.encode(decoded.value()));
    }

    private static Outcome written(List<String> unread, WireRequest request) {
        List<String> lost =
                Stream.concat(unread.stream(), request.notCarried().stream()).toList();
        return new Outcome(FieldTable.read(new String(request.body(), UTF_8)), lost);
    }
}
