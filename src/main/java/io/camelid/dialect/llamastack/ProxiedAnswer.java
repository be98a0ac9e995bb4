package io.camelid.dialect.llamastack;

import com.fasterxml.jackson.databind.JsonNode;
import io.camelid.dialect.AnswerLosses;
import io.camelid.dialect.ByteRanges;
import io.camelid.dialect.Fields;
import io.camelid.dialect.ProviderErrors;
import io.camelid.dialect.ProxiedUsage;
import io.camelid.dialect.Splice;
import io.camelid.error.ErrorKind;
import io.camelid.error.ProviderException;
import io.camelid.llama.Usage;
import org.jspecify.annotations.Nullable;

/**
 * A Llama Stack server's whole answer, passed on byte for byte: it names no model. Source: Llama Stack,
 * {@code ChatCompletionResponse} and {@code CompletionResponse}.
 *
 * @param usage what its metrics tell of tokens; null where nothing
 */
public record ProxiedAnswer(Splice body, @Nullable ProxiedUsage usage) {

    private static final byte[] NOTHING = {};

    /**
     * Reads the body of an answer that has a good status.
     *
     * @param bytes may be longer than what counts of it
     * @throws ProviderException it is not one JSON object, or tells an error in place of an answer
     */
    public static ProxiedAnswer read(byte[] bytes, int length) {
        JsonNode json = ProviderErrors.answer(bytes, length);
        if (StreamErrors.isError(json)) {
            throw ProviderErrors.inBand(bytes, 0, length);
        }
        if (!StreamErrors.isAnswer(json)) {
            throw ProviderException.of(
                    ErrorKind.PROVIDER_BAD_RESPONSE,
                    "The provider's answer has neither a completion_message, nor content, nor embeddings.");
        }
        return new ProxiedAnswer(new Splice(bytes, 0, length, new ByteRanges(), NOTHING), usage(json));
    }

    static @Nullable ProxiedUsage usage(JsonNode json) {
        Usage usage;
        try {
            usage = Usage.of(MeasuresDecoder.metrics(Fields.ofAnswer(json), new AnswerLosses()));
        } catch (ProviderException odd) {
            // what is only passed on need not be understood
            return null;
        }
        return usage == null ? null : new ProxiedUsage(usage.promptTokens(), usage.completionTokens());
    }
}
