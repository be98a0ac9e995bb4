package io.camelid.catalog;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.camelid.dialect.Json;
import io.camelid.error.RequestException;
import java.util.Collection;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What one request brings for its provider in {@code X-LlamaStack-Provider-Data}: keys, mostly, so its text form shows
 * nothing. Never kept beyond its request.
 *
 * <p>Source: Llama Stack, {@code request_headers}. Unlike there, a header that is not a JSON object is refused and not
 * ignored: the operator's key would pay for what the client meant to pay.
 */
public final class ProviderData {

    /** The header's name. */
    public static final String HEADER = "X-LlamaStack-Provider-Data";

    private final ObjectNode members;

    private ProviderData(ObjectNode members) {
        this.members = members;
    }

    /**
     * Reads the header's value.
     *
     * @param header null or blank where the request has none
     * @throws RequestException it is not a JSON object
     */
    public static ProviderData parse(@Nullable String header) {
        if (header == null || header.isBlank()) {
            return new ProviderData(Json.MAPPER.createObjectNode());
        }
        try {
            if (Json.MAPPER.readTree(header) instanceof ObjectNode members) {
                return new ProviderData(members);
            }
        } catch (JsonProcessingException e) {
            // told below, without its cause: the parser's message may repeat a key
        }
        throw RequestException.invalid(
                "The header " + HEADER + " must be a JSON object, like {\"groq_api_key\": \"…\"}.", HEADER);
    }

    /**
     * One text; absent where the member is missing, null or empty.
     *
     * @throws RequestException it is not a text
     */
    public Optional<String> text(String member) {
        JsonNode value = members.path(member);
        if (value.isMissingNode() || value.isNull()) {
            return Optional.empty();
        }
        if (!value.isTextual()) {
            throw RequestException.invalid(
                    "The member '%s' of the header %s must be a string.".formatted(member, HEADER), HEADER);
        }
        return Optional.of(value.textValue()).filter(it -> !it.isBlank());
    }

    /**
     * All of it but some members, for a provider that reads this header itself; absent where nothing is left.
     *
     * @param members what is this gateway's own affair
     */
    public Optional<String> without(Collection<String> members) {
        ObjectNode rest = this.members.deepCopy().remove(members);
        return rest.isEmpty() ? Optional.empty() : Optional.of(visible(rest.toString()));
    }

    /** As a header may have it: JSON escapes what no header can hold, but for the last control character and all after. */
    private static String visible(String json) {
        StringBuilder visible = new StringBuilder(json.length());
        json.chars().forEach(c -> {
            if (c < 0x7f) {
                visible.append((char) c);
            } else {
                visible.append("\\u%04x".formatted(c));
            }
        });
        return visible.toString();
    }

    @Override
    public String toString() {
        return "ProviderData[hidden]";
    }
}
