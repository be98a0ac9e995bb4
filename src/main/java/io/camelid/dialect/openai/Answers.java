package io.camelid.dialect.openai;

import com.fasterxml.jackson.databind.JsonNode;
import io.camelid.dialect.Fields;
import io.camelid.dialect.Json;
import io.camelid.dialect.ProviderErrors;
import io.camelid.error.ProviderException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Opens what a provider answered. Throws: {@link ProviderException} where it is an error, or not the dialect. */
final class Answers {

    private Answers() {}

    static Fields open(JsonNode body) {
        refuseError(body);
        return Fields.ofAnswer(body);
    }

    static Fields openChunk(JsonNode body) {
        refuseError(body);
        return Fields.ofEvent(body);
    }

    /** Some providers tell a failure with status 200, mostly in the middle of a stream. */
    private static void refuseError(JsonNode body) {
        boolean suspect = body.hasNonNull("error") || body.path("choices").isEmpty();
        if (suspect && ProviderErrors.isError(body)) {
            byte[] bytes = Json.bytes(body);
            throw ProviderErrors.inBand(bytes, 0, bytes.length);
        }
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
