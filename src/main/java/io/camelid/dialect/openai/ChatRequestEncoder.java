package io.camelid.dialect.openai;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.camelid.dialect.ImageFetcher;
import io.camelid.dialect.Json;
import io.camelid.error.ErrorKind;
import io.camelid.error.RequestException;
import io.camelid.llama.ChatCompletionRequest;
import io.camelid.llama.LogProbConfig;
import io.camelid.llama.ResponseFormat;
import io.camelid.llama.ToolChoice;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes a chat completion request. Source: OpenAI, {@code CreateChatCompletionRequest}. Throws: {@link RequestException}
 * for a grammar. Lossy: see {@link MessageEncoder}; how tools are spelled in a prompt is the server's affair.
 */
public final class ChatRequestEncoder {

    private ChatRequestEncoder() {}

    /** @param fetcher for a server that does not fetch images itself; null for one that does */
    public static ObjectNode encode(ChatCompletionRequest request, @Nullable ImageFetcher fetcher) {
        ObjectNode json = Json.MAPPER.createObjectNode().put("model", request.model());
        MessageEncoder messages = new MessageEncoder(new ContentEncoder(fetcher)::encode);
        ArrayNode list = json.putArray("messages");
        request.messages().forEach(message -> list.add(messages.encode(message)));
        json.setAll(SamplingEncoder.encode(request.samplingParams()));
        tools(json, request);
        responseFormat(json, request.responseFormat());
        logprobs(json, request.logprobs());
        RequestParams.stream(json, request.stream());
        RequestParams.extensions(json, request.extensions());
        return RequestParams.withoutNulls(json);
    }

    private static void tools(ObjectNode json, ChatCompletionRequest request) {
        // servers refuse a choice without tools, and some an empty list
        if (request.tools().isEmpty()) {
            return;
        }
        ArrayNode tools = json.putArray("tools");
        request.tools().forEach(tool -> tools.add(ToolEncoder.encode(tool)));
        switch (request.toolConfig().toolChoice()) {
            case ToolChoice.Mode.AUTO -> json.put("tool_choice", "auto");
            case ToolChoice.Mode.REQUIRED -> json.put("tool_choice", "required");
            case ToolChoice.Mode.NONE -> json.put("tool_choice", "none");
            case ToolChoice.Named(var name) ->
                json.putObject("tool_choice")
                        .put("type", "function")
                        .putObject("function")
                        .put("name", name);
        }
    }

    private static void responseFormat(ObjectNode json, @Nullable ResponseFormat format) {
        switch (format) {
            case null -> {}
            case ResponseFormat.JsonObject() ->
                json.putObject("response_format").put("type", "json_object");
            case ResponseFormat.JsonSchema schema ->
                schema(json.putObject("response_format").put("type", "json_schema"), schema);
            case ResponseFormat.Grammar(var bnf) ->
                throw RequestException.of(
                        ErrorKind.UNSUPPORTED,
                        "'response_format.type' can't be 'grammar' for this model's provider; 'json_schema' can.",
                        "response_format.type");
        }
    }

    /** The name is required here; where the caller has none, the schema's title may do. */
    private static void schema(ObjectNode format, ResponseFormat.JsonSchema schema) {
        ObjectNode json = format.putObject("json_schema");
        json.put("name", schema.name() == null ? title(schema.schema()) : schema.name());
        if (schema.description() != null) {
            json.put("description", schema.description());
        }
        if (schema.strict() != null) {
            json.put("strict", schema.strict());
        }
        json.set("schema", Json.MAPPER.valueToTree(schema.schema()));
    }

    private static String title(Map<String, @Nullable Object> schema) {
        return schema.get("title") instanceof String title && title.matches("[\\w-]{1,64}") ? title : "response";
    }

    private static void logprobs(ObjectNode json, @Nullable LogProbConfig logprobs) {
        if (logprobs != null) {
            json.put("logprobs", true);
            if (logprobs.topK() > 0) {
                json.put("top_logprobs", logprobs.topK());
            }
        }
    }
}
