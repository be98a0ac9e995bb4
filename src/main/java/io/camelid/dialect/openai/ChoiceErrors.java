package io.camelid.dialect.openai;

import com.fasterxml.jackson.databind.JsonNode;
import io.camelid.dialect.Json;
import io.camelid.dialect.ProviderErrors;
import io.camelid.error.ProviderException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Reads why a choice has failed, which the choice itself may say, beside what there is of its answer. */
final class ChoiceErrors {

    private ChoiceErrors() {}

    /** The first error of an answer's, or an event's, choices; where none is told, only that one failed is. */
    static ProviderException read(byte[] array, int offset, int length) {
        JsonNode document = ProviderErrors.parse(array, offset, length);
        String word = "error";
        for (JsonNode choice : document == null ? List.<JsonNode>of() : document.path("choices")) {
            JsonNode error = Json.MAPPER.createObjectNode().set("error", choice.path("error"));
            if (ProviderErrors.isError(error)) {
                byte[] alone = error.toString().getBytes(StandardCharsets.UTF_8);
                return ProviderErrors.inBand(alone, 0, alone.length);
            }
            String reason = choice.path("finish_reason").asText();
            word = FinishReasons.isFailure(reason) ? reason : word;
        }
        return FinishReasons.failure(word);
    }
}
