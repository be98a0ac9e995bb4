package io.camelid.dialect.anthropic;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.camelid.dialect.Json;
import io.camelid.error.ErrorKind;
import io.camelid.error.RequestException;
import io.camelid.llama.ChatCompletionRequest;
import io.camelid.llama.ResponseFormat;
import io.camelid.llama.ToolChoice;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes what an answer has to look like: a schema, where the model can be held to one, or else a tool that the model must
 * call with its answer, which {@link AnswerTool} makes an answer again. An answer that must be a call has no other form.
 *
 * <p>Source: Anthropic, {@code output_config.format}. Throws: {@link RequestException} for a grammar. Lossy: any object,
 * which a model that can't be made to call a tool is only asked for; see {@link StrictSchema} for schemas.
 */
final class ResponseFormatEncoder {

    private static final String PATH = "response_format";
    private static final String IN_WORDS = "Answer with one JSON object and nothing else.";

    private ResponseFormatEncoder() {}

    /** Whether the answer's form is held by a tool. */
    static boolean isTool(ChatCompletionRequest request, ModelTraits traits) {
        return switch (request.responseFormat()) {
            case null -> false;
            case ResponseFormat.JsonObject() -> !mustCall(request, traits) && traits.isForceable();
            case ResponseFormat.JsonSchema schema -> !mustCall(request, traits) && !traits.outputFormat();
            case ResponseFormat.Grammar grammar -> false;
        };
    }

    static void encode(ObjectNode json, ChatCompletionRequest request, ModelTraits traits, List<String> lost) {
        switch (request.responseFormat()) {
            case null -> {}
            case ResponseFormat.JsonObject() -> {
                if (!traits.isForceable()) {
                    json.withArrayProperty("system")
                            .addObject()
                            .put("type", "text")
                            .put("text", IN_WORDS);
                    lost.add(PATH);
                }
            }
            case ResponseFormat.JsonSchema format -> {
                if (!isTool(request, traits) && !mustCall(request, traits)) {
                    ObjectNode written =
                            json.withObjectProperty("output_config").putObject("format");
                    written.put("type", "json_schema")
                            .set(
                                    "schema",
                                    named(StrictSchema.of(format.schema(), PATH + ".json_schema", lost), format));
                }
            }
            case ResponseFormat.Grammar(var bnf) ->
                throw RequestException.of(
                        ErrorKind.UNSUPPORTED,
                        "'response_format.type' can't be 'grammar' for this model's provider; 'json_schema' can.",
                        PATH + ".type");
        }
    }

    /** The tool that stands for the answer. */
    static ObjectNode tool(String name, @Nullable ResponseFormat format) {
        ObjectNode tool = Json.MAPPER.createObjectNode().put("name", name);
        tool.put("description", "Gives the answer. Call it once, with the whole answer.");
        if (format instanceof ResponseFormat.JsonSchema asked) {
            ObjectNode schema = named(Json.MAPPER.valueToTree(asked.schema()), asked);
            if (!schema.path("type").asText("object").equals("object")) {
                throw RequestException.invalid(
                        "'response_format.json_schema' must describe an object for this model's provider.",
                        PATH + ".json_schema");
            }
            tool.set("input_schema", schema.put("type", "object"));
        } else {
            tool.putObject("input_schema").put("type", "object");
        }
        return tool;
    }

    private static boolean mustCall(ChatCompletionRequest request, ModelTraits traits) {
        return traits.isForceable()
                && !request.tools().isEmpty()
                && switch (request.toolConfig().toolChoice()) {
                    case ToolChoice.Mode mode -> mode == ToolChoice.Mode.REQUIRED;
                    case ToolChoice.Named named -> true;
                };
    }

    /** What the caller calls the schema and says of it travels inside, where the schema leaves room. */
    private static ObjectNode named(ObjectNode schema, ResponseFormat.JsonSchema format) {
        if (format.name() != null && !schema.has("title")) {
            schema.put("title", format.name());
        }
        if (format.description() != null && !schema.has("description")) {
            schema.put("description", format.description());
        }
        return schema;
    }
}
