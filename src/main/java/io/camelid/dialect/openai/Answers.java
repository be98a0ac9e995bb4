package io.camelid.dialect.openai;

import com.fasterxml.jackson.databind.JsonNode;
import io.camelid.dialect.Fields;
import io.camelid.error.ErrorKind;
import io.camelid.error.ProviderException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Opens what a provider answered. Throws: {@link ProviderException} where it is an error, or not the dialect. */
final class Answers {

    private Answers() {}

    static Fields open(JsonNode body) {
        return good(Fields.ofAnswer(body));
    }

    static Fields openChunk(JsonNode body) {
        return good(Fields.ofEvent(body));
    }

    /** Some providers tell a failure with status 200, mostly in the middle of a stream. */
    private static Fields good(Fields in) {
        JsonNode error = in.node("error");
        if (error != null) {
            String message = error.isTextual()
                    ? error.textValue()
                    : error.path("message").textValue();
            throw ProviderException.of(
                    ErrorKind.PROVIDER_UNAVAILABLE,
                    message == null || message.isBlank()
                            ? "The provider failed in the middle of its answer."
                            : message);
        }
        return in;
    }

    /** The one choice of a whole answer. */
    static Fields choice(Fields answer) {
        Fields choice = chunkChoice(answer);
        if (choice == null) {
            throw answer.wrong("choices", "must hold a choice.");
        }
        return choice;
    }

    /** Null for a chunk without choices, which tells of the answer as a whole. */
    static @Nullable Fields chunkChoice(Fields chunk) {
        List<Fields> choices = chunk.objects("choices");
        return choices.isEmpty() ? null : choices.get(0);
    }
}
