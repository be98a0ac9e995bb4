package io.camelid.dialect.openai;

import com.fasterxml.jackson.databind.JsonNode;
import io.camelid.dialect.Fields;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;

/**
 * What of a choice's logprobs {@link LogprobsDecoder} has no use for. Where a completion's tokens begin follows from the
 * tokens, as do a chat's bytes, unless the token is but a part of a character.
 */
final class LogprobsLosses {

    private static final Set<String> USED =
            Set.of("content", "refusal", "tokens", "token_logprobs", "top_logprobs", "text_offset");
    private static final Set<String> USED_OF_TOKEN = Set.of("token", "logprob", "top_logprobs");

    private LogprobsLosses() {}

    static void leave(Fields choice, JsonNode logprobs) {
        for (Map.Entry<String, JsonNode> field : logprobs.properties()) {
            if (!USED.contains(field.getKey()) && !field.getValue().isNull()) {
                choice.leave("logprobs." + field.getKey());
            }
        }
        JsonNode tokens = LogprobsDecoder.tokens(logprobs);
        JsonNode refusal = logprobs.path("refusal");
        if (refusal != tokens && !refusal.isEmpty()) {
            choice.leave("logprobs.refusal");
        }
        String path = tokens == refusal ? "logprobs.refusal[]." : "logprobs.content[].";
        for (JsonNode token : tokens) {
            leaveToken(choice, path, token);
            token.path("top_logprobs").forEach(it -> leaveToken(choice, path + "top_logprobs[].", it));
        }
    }

    private static void leaveToken(Fields choice, String path, JsonNode token) {
        for (Map.Entry<String, JsonNode> field : token.properties()) {
            String name = field.getKey();
            boolean used = USED_OF_TOKEN.contains(name) || (name.equals("bytes") && isSpelled(token, field.getValue()));
            if (!used && !field.getValue().isNull()) {
                choice.leave(path + name);
            }
        }
    }

    private static boolean isSpelled(JsonNode token, JsonNode bytes) {
        byte[] spelled = token.path("token").asText().getBytes(StandardCharsets.UTF_8);
        if (bytes.size() != spelled.length) {
            return false;
        }
        for (int at = 0; at < spelled.length; at++) {
            if (bytes.path(at).asInt() != Byte.toUnsignedInt(spelled[at])) {
                return false;
            }
        }
        return true;
    }
}
