package io.camelid.dialect.openai;

import com.fasterxml.jackson.databind.JsonNode;
import io.camelid.dialect.Decoded;
import io.camelid.dialect.Fields;
import io.camelid.error.ErrorKind;
import io.camelid.error.RequestException;
import io.camelid.llama.ContentItem;
import io.camelid.llama.EmbeddingsRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads an embeddings request.
 *
 * <p>Source: OpenAI, {@code CreateEmbeddingRequest}. Throws: {@link RequestException} that names the field; also for token
 * ids, which need the model's own tokenizer. Lossy: {@code user} is listed in the result.
 */
public final class EmbeddingsRequestDecoder {

    private EmbeddingsRequestDecoder() {}

    public static Decoded<EmbeddingsCall> decode(JsonNode body) {
        Fields in = Fields.ofRequest(body);
        EmbeddingsRequest request = new EmbeddingsRequest(
                in.requiredText("model"),
                inputs(in).stream().<ContentItem>map(ContentItem.Text::new).toList(),
                in.integer("dimensions", 1, Integer.MAX_VALUE));
        return new Decoded<>(new EmbeddingsCall(request, base64(in, in.text("encoding_format"))), in.unread());
    }

    private static List<String> inputs(Fields in) {
        JsonNode input = in.node("input");
        if (input != null && input.isTextual()) {
            return List.of(in.requiredText("input"));
        }
        if (input != null
                && input.isArray()
                && !input.isEmpty()
                && !input.get(0).isTextual()) {
            throw RequestException.of(
                    ErrorKind.UNSUPPORTED,
                    "'input' must be a string or a list of strings: token ids need the model's own tokenizer.",
                    "input");
        }
        List<String> inputs = in.texts("input");
        if (inputs.isEmpty()) {
            throw in.wrong("input", input == null ? "is missing." : "must hold at least one text.");
        }
        return inputs;
    }

    private static boolean base64(Fields in, @Nullable String format) {
        return switch (format) {
            case null -> false;
            case "float" -> false;
            case "base64" -> true;
            default -> throw in.wrong("encoding_format", "must be 'float' or 'base64'.");
        };
    }
}
