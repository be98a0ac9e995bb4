package io.camelid.dialect.openai;

import static com.fasterxml.jackson.core.JsonToken.END_OBJECT;
import static com.fasterxml.jackson.core.JsonToken.START_OBJECT;
import static com.fasterxml.jackson.core.JsonToken.VALUE_NUMBER_INT;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonParser.NumberType;
import io.camelid.dialect.ProxiedUsage;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Reads {@code usage} where the parser stands at its value, and leaves the parser at that value's end. */
final class ProxiedUsageReader {

    private ProxiedUsageReader() {}

    /** Null where the value is no object or counts nothing yet, as in the early events of a stream. */
    static @Nullable ProxiedUsage read(JsonParser parser) throws IOException {
        Long prompt = null;
        Long completion = null;
        if (parser.currentToken() != START_OBJECT) {
            parser.skipChildren();
            return null;
        }
        while (parser.nextToken() != END_OBJECT) {
            String field = parser.currentName();
            parser.nextToken();
            switch (field) {
                case "prompt_tokens" -> prompt = count(parser);
                case "completion_tokens" -> completion = count(parser);
                default -> parser.skipChildren();
            }
        }
        return prompt == null && completion == null ? null : new ProxiedUsage(prompt, completion);
    }

    private static @Nullable Long count(JsonParser parser) throws IOException {
        boolean counts = parser.currentToken() == VALUE_NUMBER_INT && parser.getNumberType() != NumberType.BIG_INTEGER;
        Long count = counts ? parser.getLongValue() : null;
        parser.skipChildren();
        return count;
    }
}
