package io.camelid.dialect.prompt;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.camelid.dialect.Json;
import io.camelid.dialect.llamastack.LlamaStackFunctions;
import io.camelid.golden.GoldenFunction;
import io.camelid.llama.Message;
import io.camelid.llama.ToolPromptFormat;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Upstream's functions about prompts. */
public final class PromptFunctions {

    /** When the vectors were recorded. */
    private static final LocalDate TODAY = LocalDate.of(2025, 4, 11);

    private PromptFunctions() {}

    public static Map<String, GoldenFunction> all() {
        return Map.of(
                "decode_assistant_message",
                PromptFunctions::decode,
                "head__decode_assistant_message",
                PromptFunctions::decode,
                "ToolUtils.encode_tool_call",
                in -> TextNode.valueOf(CallEncoder.encode(
                        List.of(LlamaStackFunctions.toolCall(in.get("tool_call"))),
                        ToolPromptFormat.valueOf(
                                in.get("tool_prompt_format").textValue().toUpperCase(Locale.ROOT)))),
                "get_default_tool_prompt_format",
                in -> TextNode.valueOf(
                        LlamaModel.toolPromptFormat(in.get("model").textValue())
                                .name()
                                .toLowerCase(Locale.ROOT)),
                "chat_completion_request_to_messages",
                PromptFunctions::messages,
                "chat_completion_request_to_prompt",
                PromptFunctions::prompt);
    }

    private static JsonNode decode(JsonNode in) {
        AssistantText text =
                AssistantText.decode(in.get("content").textValue(), LlamaStackFunctions.stopReason(in), List.of());
        ObjectNode json =
                Json.MAPPER.createObjectNode().put("role", "assistant").put("content", text.content());
        json.set("stop_reason", LlamaStackFunctions.write(text.stopReason()));
        json.set("tool_calls", LlamaStackFunctions.calls(text.toolCalls()));
        return json;
    }

    private static JsonNode messages(JsonNode in) {
        List<Message> messages = PromptMessages.encode(
                LlamaStackFunctions.request(in.get("request")),
                in.get("llama_model").textValue(),
                TODAY);
        ArrayNode list = Json.MAPPER.createArrayNode();
        for (JsonNode message : LlamaStackFunctions.messages(messages)) {
            list.addObject()
                    .put("role", message.get("role").textValue())
                    .put("text", message.get("content").textValue());
        }
        return list;
    }

    private static JsonNode prompt(JsonNode in) {
        return Json.MAPPER
                .createObjectNode()
                .put(
                        "text",
                        PromptEncoder.encode(
                                LlamaStackFunctions.request(in.get("request")),
                                in.get("llama_model").textValue(),
                                TODAY));
    }
}
