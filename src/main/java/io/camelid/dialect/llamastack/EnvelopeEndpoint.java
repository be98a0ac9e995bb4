package io.camelid.dialect.llamastack;

import static com.fasterxml.jackson.core.JsonToken.START_ARRAY;
import static com.fasterxml.jackson.core.JsonToken.START_OBJECT;
import static com.fasterxml.jackson.core.JsonToken.VALUE_STRING;

import com.fasterxml.jackson.core.JsonToken;
import io.camelid.dialect.EnvelopeShape;
import java.util.Set;

/**
 * The endpoints that take a body, each with the field it can't do without beside {@code model_id}. Source: Llama Stack,
 * {@code Inference.chat_completion} and {@code Inference.completion}.
 */
public enum EnvelopeEndpoint implements EnvelopeShape {
    CHAT_COMPLETION("messages", "an array of message objects", Set.of(START_ARRAY), false),
    COMPLETION("content", "a string, an item or an array", Set.of(VALUE_STRING, START_OBJECT, START_ARRAY), true);

    private final String field;
    private final String expected;
    private final Set<JsonToken> types;
    private final boolean mayBeEmpty;

    EnvelopeEndpoint(String field, String expected, Set<JsonToken> types, boolean mayBeEmpty) {
        this.field = field;
        this.expected = expected;
        this.types = types;
        this.mayBeEmpty = mayBeEmpty;
    }

    @Override
    public String model() {
        return "model_id";
    }

    @Override
    public String field() {
        return field;
    }

    @Override
    public String expected() {
        return expected;
    }

    @Override
    public Set<JsonToken> types() {
        return types;
    }

    @Override
    public boolean mayBeEmpty() {
        return mayBeEmpty;
    }
}
