package io.camelid.dialect.openai;

import io.camelid.dialect.Fields;
import io.camelid.llama.ResponseFormat;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads {@code response_format}. Source: OpenAI, {@code ResponseFormatText}, {@code …JsonObject}, {@code …JsonSchema}. */
final class ResponseFormatDecoder {

    private ResponseFormatDecoder() {}

    static @Nullable ResponseFormat decode(Fields in) {
        Fields format = in.object("response_format");
        if (format == null) {
            return null;
        }
        return switch (format.requiredText("type")) {
            case "text" -> null;
            case "json_object" -> new ResponseFormat.JsonObject();
            case "json_schema" -> schema(format.requiredObject("json_schema"));
            default -> throw format.wrong("type", "must be 'text', 'json_object' or 'json_schema'.");
        };
    }

    private static ResponseFormat schema(Fields in) {
        Map<String, @Nullable Object> schema = in.plain("schema");
        if (schema == null) {
            throw in.wrong("schema", "is missing.");
        }
        return new ResponseFormat.JsonSchema(schema, in.text("name"), in.text("description"), in.bool("strict"));
    }
}
