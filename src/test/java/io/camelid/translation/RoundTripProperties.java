package io.camelid.translation;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.camelid.dialect.Dialect;
import io.camelid.dialect.RequestRules;
import io.camelid.dialect.WireRequest;
import io.camelid.dialect.llamastack.ChatRequestDecoder;
import io.camelid.dialect.llamastack.LlamaStackDialect;
import io.camelid.dialect.openai.CompletionRequestDecoder;
import io.camelid.dialect.openai.OpenAiDialect;
import io.camelid.error.CamelidException;
import io.camelid.llama.ChatCompletionRequest;
import io.camelid.llama.CompletionRequest;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;

/**
 * Requests made of the lines of the tables, some at a time: what both sides can say survives the way there and back, and
 * whatever is put where it does not belong is refused in words. With {@code -Djqwik.tries.default} as long as one likes.
 */
class RoundTripProperties {

    private static final String CHAT = "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}";
    private static final Dialect OPEN_AI = new OpenAiDialect(Map.of(), RequestRules.NONE);
    private static final Dialect LLAMA_STACK = new LlamaStackDialect();
    private static final String COMPLETION = "{\"model\":\"m\",\"prompt\":\"hi\"}";
    private static final String NATIVE = CHAT.replace("model", "model_id");
    private static final String NATIVE_COMPLETION = "{\"model_id\":\"m\",\"content\":\"hi\"}";

    @Property
    void anOpenAiRequestComesBackFromTheCanonicalModel(
            @ForAll @Size(max = 4) List<FieldTable.@From("chatRow") Row> rows) {
        comesBack(request(CHAT, rows), RoundTripProperties::openAi, OPEN_AI::encode);
    }

    @Property
    void anOpenAiCompletionComesBackFromTheCanonicalModel(
            @ForAll @Size(max = 4) List<FieldTable.@From("completionRow") Row> rows) {
        comesBack(request(COMPLETION, rows), RoundTripProperties::openAiText, OPEN_AI::encode);
    }

    @Property
    void aLlamaStackCompletionComesBackFromTheCanonicalModel(
            @ForAll @Size(max = 4) List<FieldTable.@From("nativeCompletionRow") Row> rows) {
        comesBack(request(NATIVE_COMPLETION, rows), RoundTripProperties::llamaStackText, LLAMA_STACK::encode);
    }

    @Property
    void aCompletionOfOpenAisComesBackFromLlamaStacksWire(
            @ForAll @Size(max = 4) List<FieldTable.@From("completionRow") Row> rows) {
        comesBack(
                request(COMPLETION, rows),
                json -> llamaStackText(nativeText(openAiText(json))),
                LLAMA_STACK::encode,
                RoundTripProperties::llamaStackText);
    }

    @Property
    void aLlamaStackRequestComesBackFromTheCanonicalModel(
            @ForAll @Size(max = 4) List<FieldTable.@From("nativeRow") Row> rows) {
        comesBack(request(NATIVE, rows), RoundTripProperties::llamaStack, LLAMA_STACK::encode);
    }

    @Property
    void anOpenAiRequestIsTheSameAfterLlamaStackCarriedIt(
            @ForAll @Size(max = 4) List<FieldTable.@From("commonRow") Row> rows) {
        crosses(
                request(CHAT, rows),
                RoundTripProperties::openAi,
                LLAMA_STACK::encode,
                RoundTripProperties::llamaStack,
                OPEN_AI::encode);
    }

    @Property
    void aLlamaStackRequestIsTheSameAfterOpenAiCarriedIt(
            @ForAll @Size(max = 4) List<FieldTable.@From("nativeCommonRow") Row> rows) {
        crosses(
                request(NATIVE, rows),
                RoundTripProperties::llamaStack,
                OPEN_AI::encode,
                RoundTripProperties::openAi,
                LLAMA_STACK::encode);
    }

    @Property
    void anOpenAiCompletionIsTheSameAfterLlamaStackCarriedIt(
            @ForAll @Size(max = 4) List<FieldTable.@From("completionRow") Row> rows) {
        crosses(
                request(COMPLETION, rows),
                RoundTripProperties::openAiText,
                LLAMA_STACK::encode,
                RoundTripProperties::llamaStackText,
                OPEN_AI::encode);
    }

    @Property
    void aLlamaStackCompletionIsTheSameAfterOpenAiCarriedIt(
            @ForAll @Size(max = 4) List<FieldTable.@From("nativeCommonCompletionRow") Row> rows) {
        crosses(
                request(NATIVE_COMPLETION, rows),
                RoundTripProperties::llamaStackText,
                OPEN_AI::encode,
                RoundTripProperties::openAiText,
                LLAMA_STACK::encode);
    }

    @Property
    void aValueOfTheWrongKindIsReadOrRefusedInWords(
            @ForAll("anyRow") FieldTable.Row row, @ForAll("value") JsonNode value, @ForAll int place) {
        readOrRefused(spoilt(row.on(CHAT), value, place), RoundTripProperties::openAi);
        readOrRefused(spoilt(row.on(NATIVE), value, place), RoundTripProperties::llamaStack);
    }

    @Provide
    Arbitrary<FieldTable.Row> chatRow() {
        // towards OpenAI's servers a cache mark is left out
        return Arbitraries.of(FieldTable.rows("openai-chat-request").stream()
                .filter(row -> row.fate(1).equals("carried") && !row.fate(2).endsWith("cache_control"))
                .toList());
    }

    /** What Llama Stack has a place for. */
    @Provide
    Arbitrary<FieldTable.Row> commonRow() {
        return chatRow().filter(row -> row.fate(2).equals("carried"));
    }

    /** A context becomes a part of the content, which it stays. */
    @Provide
    Arbitrary<FieldTable.Row> nativeCommonRow() {
        return nativeRow().filter(row -> !row.field().startsWith("messages[].context"));
    }

    /** Those that stay within one prompt: each prompt is a request of its own. */
    @Provide
    Arbitrary<FieldTable.Row> completionRow() {
        return Arbitraries.of(FieldTable.rows("openai-completion-request").stream()
                .filter(row -> row.fate(1).equals("carried"))
                .toList());
    }

    @Provide
    Arbitrary<FieldTable.Row> nativeRow() {
        return Arbitraries.of(FieldTable.rows("llama-stack-chat-request"));
    }

    @Provide
    Arbitrary<FieldTable.Row> nativeCompletionRow() {
        return Arbitraries.of(FieldTable.rows("llama-stack-completion-request"));
    }

    /** A prompt is one text, and stays it. */
    @Provide
    Arbitrary<FieldTable.Row> nativeCommonCompletionRow() {
        return nativeCompletionRow().filter(row -> !row.field().equals("content[].text"));
    }

    @Provide
    Arbitrary<FieldTable.Row> anyRow() {
        return Arbitraries.oneOf(nativeRow(), Arbitraries.of(FieldTable.rows("openai-chat-request")));
    }

    @Provide
    Arbitrary<JsonNode> value() {
        return Arbitraries.of(
                        "null",
                        "true",
                        "0",
                        "-1",
                        "1e400",
                        "9999999999999",
                        "0.5",
                        "\"\"",
                        "\"\\ud800\"",
                        "\"auto\"",
                        "[]",
                        "[null]",
                        "[[1]]",
                        "{}",
                        "{\"type\":1}",
                        "{\"type\":\"function\"}")
                .map(FieldTable::read);
    }

    private static ObjectNode request(String base, List<FieldTable.Row> rows) {
        ObjectNode request = (ObjectNode) FieldTable.read(base);
        rows.forEach(row -> request.setAll(row.on("{}")));
        return request;
    }

    private static <R> void comesBack(JsonNode json, Function<JsonNode, R> decoder, Function<R, WireRequest> encoder) {
        comesBack(json, decoder, encoder, decoder);
    }

    private static <R> void comesBack(
            JsonNode json,
            Function<JsonNode, R> decoder,
            Function<R, WireRequest> encoder,
            Function<JsonNode, R> back) {
        R canonical;
        try {
            canonical = decoder.apply(json);
        } catch (CamelidException contradicting) {
            return;
        }
        WireRequest wire;
        try {
            wire = encoder.apply(canonical);
        } catch (CamelidException unsayable) {
            return;
        }
        if (wire.notCarried().isEmpty()) {
            assertThat(back.apply(FieldTable.read(new String(wire.body(), UTF_8))))
                    .isEqualTo(canonical);
        }
    }

    /** A client's request on its own wire is the same, whether or not the other format carried it in between. */
    private static <R> void crosses(
            JsonNode json,
            Function<JsonNode, R> decoder,
            Function<R, WireRequest> other,
            Function<JsonNode, R> back,
            Function<R, WireRequest> own) {
        R canonical;
        WireRequest crossing;
        try {
            canonical = decoder.apply(json);
            crossing = other.apply(canonical);
        } catch (CamelidException unsayable) {
            return;
        }
        WireRequest direct = own.apply(canonical);
        if (crossing.notCarried().isEmpty()) {
            WireRequest crossed = own.apply(back.apply(tree(crossing)));

            assertThat(inOneForm(crossed)).isEqualTo(inOneForm(direct));
            assertThat(crossed.notCarried()).isEqualTo(direct.notCarried());
        }
    }

    /**
     * Of what may be said in several ways and means the same, one: a schema's name, any JSON object, an image's data,
     * and arguments that are told twice.
     */
    private static JsonNode inOneForm(WireRequest wire) {
        return FieldTable.read(tree(wire)
                .toString()
                .replaceAll("\"json_schema\":\\{\"name\":\"[^\"]*\"", "\"json_schema\":{\"name\":\"response\"")
                .replace(
                        "{\"type\":\"json_schema\",\"json_schema\":{\"name\":\"response\",\"schema\":{\"type\":\"object\"}}}",
                        "{\"type\":\"json_object\"}")
                .replaceAll(",\"arguments_json\":(null|\"([^\"\\\\]|\\\\.)*\")", "")
                .replaceAll("\\{\"url\":\\{\"uri\":\"data:[^,\"]*,([^\"]*)\"}}", "{\"data\":\"$1\"}"));
    }

    private static JsonNode tree(WireRequest wire) {
        return FieldTable.read(new String(wire.body(), UTF_8));
    }

    private static void readOrRefused(JsonNode json, Function<JsonNode, ChatCompletionRequest> decoder) {
        try {
            assertThat(decoder.apply(json)).isNotNull();
        } catch (CamelidException refused) {
            assertThat(refused.getMessage()).isNotBlank();
        }
    }

    /** The request with another value in one of its places, however deep. */
    private static JsonNode spoilt(ObjectNode request, JsonNode value, int place) {
        List<JsonNode> holders = request.findParents("type");
        ObjectNode holder = holders.isEmpty() || place % 2 == 0
                ? request
                : (ObjectNode) holders.get(Math.floorMod(place / 2, holders.size()));
        List<String> names = holder.properties().stream().map(Map.Entry::getKey).toList();
        holder.set(names.get(Math.floorMod(place / 2, names.size())), value);
        return request;
    }

    private static ChatCompletionRequest openAi(JsonNode json) {
        return io.camelid.dialect.openai.ChatRequestDecoder.decode(json).value().request();
    }

    private static CompletionRequest openAiText(JsonNode json) {
        return CompletionRequestDecoder.decode(json).value().requests().getFirst();
    }

    private static JsonNode nativeText(CompletionRequest request) {
        return FieldTable.read(new String(LLAMA_STACK.encode(request).body(), UTF_8));
    }

    private static CompletionRequest llamaStackText(JsonNode json) {
        return io.camelid.dialect.llamastack.CompletionRequestDecoder.decode(json)
                .value();
    }

    private static ChatCompletionRequest llamaStack(JsonNode json) {
        return ChatRequestDecoder.decode(json).value();
    }
}
