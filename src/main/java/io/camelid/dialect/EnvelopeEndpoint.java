package io.camelid.dialect;

import static com.fasterxml.jackson.core.JsonToken.START_ARRAY;
import static com.fasterxml.jackson.core.JsonToken.START_OBJECT;
import static com.fasterxml.jackson.core.JsonToken.VALUE_STRING;

import com.fasterxml.jackson.core.JsonToken;
import java.util.Set;

/**
 * The endpoints that take a body, each with what it can't do without: a model's name, and one field that holds the question.
 *
 * <p>Source: OpenAI API reference, the request bodies of chat completions, completions and embeddings; Llama Stack,
 * {@code Inference.chat_completion} and {@code Inference.completion}.
 */
public enum EnvelopeEndpoint {
    CHAT_COMPLETIONS("model", "messages", "an array of message objects", Set.of(START_ARRAY), false),
    COMPLETIONS("model", "prompt", "a string or an array", Set.of(VALUE_STRING, START_ARRAY), true),
    EMBEDDINGS("model", "input", "a string or an array", Set.of(VALUE_STRING, START_ARRAY), true),
    INFERENCE_CHAT_COMPLETION("model_id", "messages", "an array of message objects", Set.of(START_ARRAY), false),
    INFERENCE_COMPLETION(
            "model_id",
            "content",
            "a string, an item or an array",
            Set.of(VALUE_STRING, START_OBJECT, START_ARRAY),
            true);

    private final String model;
    private final String field;
    private final String expected;
    private final Set<JsonToken> types;
    private final boolean mayBeEmpty;

    EnvelopeEndpoint(String model, String field, String expected, Set<JsonToken> types, boolean mayBeEmpty) {
        this.model = model;
        this.field = field;
        this.expected = expected;
        this.types = types;
        this.mayBeEmpty = mayBeEmpty;
    }

    /** The field that names the model. */
    public String model() {
        return model;
    }

    /** The field that holds the question. */
    public String field() {
        return field;
    }

    /** What that field must be, in words. */
    public String expected() {
        return expected;
    }

    /** The tokens it may begin with. */
    public Set<JsonToken> types() {
        return types;
    }

    /** Whether it may be an empty text or array. */
    public boolean mayBeEmpty() {
        return mayBeEmpty;
    }
}
