package io.camelid.dialect.llamastack;

import io.camelid.dialect.Fields;
import io.camelid.llama.ResponseFormat;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads what an answer has to look like. Source: Llama Stack, {@code ResponseFormat}. */
final class ResponseFormatDecoder {

    private ResponseFormatDecoder() {}

    static @Nullable ResponseFormat decode(Fields request) {
        Fields in = request.object("response_format");
        if (in == null) {
            return null;
        }
        return switch (in.requiredText("type")) {
            case "json_schema" -> new ResponseFormat.JsonSchema(required(in, "json_schema"));
            case "grammar" -> new ResponseFormat.Grammar(required(in, "bnf"));
            default -> throw in.wrong("type", "must be 'json_schema' or 'grammar'.");
        };
    }

    private static Map<String, @Nullable Object> required(Fields in, String name) {
        Map<String, @Nullable Object> value = in.plain(name);
        if (value == null) {
            throw in.wrong(name, "is missing.");
        }
        return value;
    }
}
