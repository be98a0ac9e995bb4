package io.camelid.llama;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What an answer has to look like. Source: Llama Stack, {@code apis/inference}, {@code ResponseFormat}. */
public sealed interface ResponseFormat {

    /**
     * JSON that fits a schema.
     *
     * @param name extension: what the caller calls the schema; null where nothing, as the two others
     * @param description extension: what the answer is for
     * @param strict extension: to the letter
     */
    record JsonSchema(
            Map<String, @Nullable Object> schema,
            @Nullable String name,
            @Nullable String description,
            @Nullable Boolean strict)
            implements ResponseFormat {
        public JsonSchema {
            schema = Values.copy(schema);
        }

        public JsonSchema(Map<String, @Nullable Object> schema) {
            this(schema, null, null, null);
        }
    }

    /** Extension: any JSON object. Llama Stack's wire form is the schema of any object. */
    record JsonObject() implements ResponseFormat {}

    /** @param bnf the grammar, in a form Llama Stack leaves open */
    record Grammar(Map<String, @Nullable Object> bnf) implements ResponseFormat {
        public Grammar {
            bnf = Values.copy(bnf);
        }
    }
}
