package io.camelid.dialect.openai;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.camelid.dialect.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;

/** OpenAI's published schemas, to hold what we write against. */
public final class OpenAiSchema {

    public static final OpenAiSchema CHAT_COMPLETION = new OpenAiSchema("chat-completion-response");
    public static final OpenAiSchema CHAT_CHUNK = new OpenAiSchema("chat-completion-chunk");
    public static final OpenAiSchema COMPLETION = new OpenAiSchema("completion-response");
    public static final OpenAiSchema COMPLETION_CHUNK = new OpenAiSchema("completion-chunk.wire");
    public static final OpenAiSchema EMBEDDINGS = new OpenAiSchema("embeddings-response");
    public static final OpenAiSchema MODELS = new OpenAiSchema("list-models-response");
    public static final OpenAiSchema MODEL = new OpenAiSchema("model");
    public static final OpenAiSchema ERROR = new OpenAiSchema("error-response");

    private final JsonSchema schema;

    private OpenAiSchema(String name) {
        String file = "/openai-schema/" + name + ".schema.json";
        try (InputStream in = Objects.requireNonNull(OpenAiSchema.class.getResourceAsStream(file), file)) {
            this.schema = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                    .getSchema(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The JSON of a wire record, which must fit. */
    public JsonNode valid(Object wire) {
        JsonNode json = written(wire);
        assertThat(schema.validate(json)).as(json.toPrettyString()).isEmpty();
        return json;
    }

    /** The JSON of a text as it came over the wire, which must fit. */
    public JsonNode validText(String text) {
        try {
            return valid(Json.MAPPER.readTree(text));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonNode written(Object wire) {
        try {
            return Json.MAPPER.readTree(Json.MAPPER.writeValueAsBytes(wire));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
