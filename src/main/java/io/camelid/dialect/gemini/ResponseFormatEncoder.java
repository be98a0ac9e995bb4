package io.camelid.dialect.gemini;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.camelid.dialect.Json;
import io.camelid.error.ErrorKind;
import io.camelid.error.RequestException;
import io.camelid.llama.ChatCompletionRequest;
import io.camelid.llama.ResponseFormat;
import java.util.List;

/**
 * Writes what an answer has to look like. A schema always binds here, so strictness is no loss, and its name is a label
 * only.
 *
 * <p>Source: Gemini API v1beta, {@code GenerationConfig.responseMimeType}, {@code responseJsonSchema}. Throws:
 * {@link RequestException} for a grammar. Lossy: models before 3 take no format where there are tools, which is reported,
 * as is a description beside the schema's own.
 */
final class ResponseFormatEncoder {

    private ResponseFormatEncoder() {}

    static void encode(ChatCompletionRequest request, ModelTraits traits, ObjectNode json, List<String> notCarried) {
        ResponseFormat format = request.responseFormat();
        if (format == null) {
            return;
        }
        if (format instanceof ResponseFormat.Grammar) {
            throw RequestException.of(
                    ErrorKind.UNSUPPORTED,
                    "'response_format.type' can't be 'grammar' for this model's provider; 'json_schema' can.",
                    "response_format.type");
        }
        if (!traits.jsonBesideTools() && !request.tools().isEmpty()) {
            notCarried.add("response_format");
            return;
        }
        json.put("responseMimeType", "application/json");
        if (format instanceof ResponseFormat.JsonSchema schema) {
            json.set("responseJsonSchema", schema(schema, notCarried));
        }
    }

    private static ObjectNode schema(ResponseFormat.JsonSchema format, List<String> notCarried) {
        ObjectNode schema = Json.MAPPER.valueToTree(format.schema());
        if (format.description() != null) {
            if (schema.has("description")) {
                notCarried.add("response_format.json_schema.description");
            } else {
                schema.put("description", format.description());
            }
        }
        return schema;
    }
}
