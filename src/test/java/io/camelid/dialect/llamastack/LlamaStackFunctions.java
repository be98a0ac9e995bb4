package io.camelid.dialect.llamastack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.camelid.dialect.Fields;
import io.camelid.dialect.Json;
import io.camelid.golden.GoldenFunction;
import io.camelid.llama.ChatCompletionRequest;
import io.camelid.llama.ChatCompletionResponseStreamChunk;
import io.camelid.llama.ContentItem;
import io.camelid.llama.InterleavedContent;
import io.camelid.llama.Message;
import io.camelid.llama.ResponseFormat;
import io.camelid.llama.SamplingParams;
import io.camelid.llama.StopReason;
import io.camelid.llama.TokenLogProbs;
import io.camelid.llama.ToolCall;
import io.camelid.llama.ToolConfig;
import io.camelid.llama.ToolDefinition;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Upstream's functions about its own types, and those types in the vectors' JSON for the functions of other dialects. */
public final class LlamaStackFunctions {

    private LlamaStackFunctions() {}

    public static Map<String, GoldenFunction> all() {
        return Map.of(
                "interleaved_content_as_str",
                in -> TextNode.valueOf(content(in).asText(in.path("sep").asText(" "))));
    }

    public static InterleavedContent content(JsonNode in) {
        return ContentDecoder.decode(Fields.ofRequest(in), "content");
    }

    public static ContentItem.Image image(JsonNode item) {
        return (ContentItem.Image) ContentDecoder.item(Fields.ofRequest(item));
    }

    public static Message message(JsonNode message) {
        return MessageDecoder.decode(Fields.ofRequest(message));
    }

    public static ToolCall toolCall(JsonNode call) {
        return ToolCallDecoder.decode(Fields.ofRequest(((ObjectNode) call).put("call_id", "c")));
    }

    public static ToolDefinition tool(JsonNode tool) {
        return ToolDecoder.decode(Fields.ofRequest(tool));
    }

    public static List<ToolDefinition> tools(JsonNode request) {
        return Fields.ofRequest(request).objects("tools").stream()
                .map(ToolDecoder::decode)
                .toList();
    }

    public static ChatCompletionRequest request(JsonNode request) {
        return ChatRequestDecoder.decode(Fields.ofRequest(request), "m");
    }

    public static SamplingParams sampling(JsonNode params) {
        return SamplingDecoder.decode(Fields.ofRequest(params));
    }

    public static @Nullable StopReason stopReason(JsonNode in) {
        return Words.readStopReason(Fields.ofRequest(in), "stop_reason");
    }

    public static JsonNode write(@Nullable StopReason reason) {
        return reason == null ? Json.MAPPER.nullNode() : TextNode.valueOf(Words.write(reason));
    }

    public static JsonNode write(InterleavedContent content) {
        return ContentEncoder.encode(content, "content");
    }

    public static JsonNode write(ToolCall call) {
        return ToolCallEncoder.encode(call);
    }

    public static JsonNode write(SamplingParams params) {
        return SamplingEncoder.encode(params);
    }

    public static JsonNode write(ToolConfig config) {
        return ToolEncoder.encode(config);
    }

    public static JsonNode write(@Nullable ResponseFormat format) {
        return format == null ? Json.MAPPER.nullNode() : ResponseFormatEncoder.encode(format);
    }

    public static JsonNode messages(List<Message> messages) {
        return list(messages, message -> MessageEncoder.encode(message, "message"));
    }

    public static JsonNode definitions(List<ToolDefinition> tools) {
        return list(tools, ToolEncoder::encode);
    }

    public static JsonNode calls(List<ToolCall> calls) {
        return list(calls, ToolCallEncoder::encode);
    }

    public static JsonNode chunks(List<ChatCompletionResponseStreamChunk> chunks) {
        return list(chunks, chunk -> Objects.requireNonNull(StreamChunkEncoder.encode(chunk)));
    }

    public static JsonNode logprobs(@Nullable List<TokenLogProbs> places) {
        return places == null
                ? Json.MAPPER.nullNode()
                : list(
                        places,
                        it -> Json.MAPPER
                                .createObjectNode()
                                .set("logprobs_by_token", Json.MAPPER.valueToTree(it.logprobsByToken())));
    }

    public static <T> JsonNode list(List<T> values, Function<T, JsonNode> write) {
        ArrayNode list = Json.MAPPER.createArrayNode();
        values.forEach(value -> list.add(write.apply(value)));
        return list;
    }
}
