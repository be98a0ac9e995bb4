package io.camelid.dialect.openai;

import static com.fasterxml.jackson.core.JsonToken.START_ARRAY;
import static com.fasterxml.jackson.core.JsonToken.VALUE_STRING;

import com.fasterxml.jackson.core.JsonToken;
import io.camelid.dialect.EnvelopeShape;
import java.util.Set;

/**
 * The endpoints that take a body, each with the field it can't do without beside {@code model}. Source: OpenAI API
 * reference, the request bodies of chat completions, completions and embeddings.
 */
public enum EnvelopeEndpoint implements EnvelopeShape {
    CHAT_COMPLETIONS("messages", "an array of message objects", Set.of(START_ARRAY), false),
    COMPLETIONS("prompt", "a string or an array", Set.of(VALUE_STRING, START_ARRAY), true),
    EMBEDDINGS("input", "a string or an array", Set.of(VALUE_STRING, START_ARRAY), true);

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
        return "model";
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
