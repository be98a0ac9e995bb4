package io.camelid.dialect.openai;

import com.fasterxml.jackson.databind.JsonNode;
import io.camelid.dialect.Fields;
import io.camelid.llama.TokenLogProbs;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads logprobs in whichever form a server tells them.
 *
 * <p>Source: OpenAI, {@code ChatCompletionTokenLogprob}, {@code CreateCompletionResponse}; Together's bare number. Lossy:
 * where two alternatives are spelled alike, the likelier stays.
 */
final class LogprobsDecoder {

    private LogprobsDecoder() {}

    /**
     * Null where nothing is told.
     *
     * @param text the chunk's text, which a bare number is about
     */
    static @Nullable List<TokenLogProbs> decode(Fields choice, String text) {
        JsonNode logprobs = choice.node("logprobs");
        if (logprobs == null) {
            return null;
        }
        if (logprobs.isNumber()) {
            return List.of(TokenLogProbs.of(text, logprobs.doubleValue()));
        }
        LogprobsLosses.leave(choice, logprobs);
        JsonNode content = tokens(logprobs);
        return content.isEmpty() ? completion(logprobs) : chat(content);
    }

    /** Of the content, or of the refusal that stands in its place. */
    static JsonNode tokens(JsonNode logprobs) {
        JsonNode content = logprobs.path("content");
        return content.isEmpty() ? logprobs.path("refusal") : content;
    }

    /** As {@link #decode}, but nothing told is an empty list. */
    static List<TokenLogProbs> orEmpty(Fields choice, String text) {
        List<TokenLogProbs> places = decode(choice, text);
        return places == null ? List.of() : places;
    }

    private static @Nullable List<TokenLogProbs> chat(JsonNode content) {
        if (!content.isArray()) {
            return null;
        }
        List<TokenLogProbs> places = new ArrayList<>();
        for (JsonNode place : content) {
            Map<String, Double> byToken = new LinkedHashMap<>();
            for (JsonNode alternative : place.path("top_logprobs")) {
                put(byToken, alternative.path("token"), alternative.path("logprob"));
            }
            places.add(drawn(byToken, place.path("token"), place.path("logprob")));
        }
        return places;
    }

    /** The alternatives of each place where there are any, and the token drawn. */
    private static @Nullable List<TokenLogProbs> completion(JsonNode logprobs) {
        JsonNode alternatives = logprobs.path("top_logprobs");
        JsonNode tokens = logprobs.path("tokens");
        JsonNode values = logprobs.path("token_logprobs");
        if (!alternatives.isArray() && !(tokens.isArray() && values.isArray())) {
            return null;
        }
        int count = Math.max(alternatives.size(), Math.min(tokens.size(), values.size()));
        List<TokenLogProbs> places = new ArrayList<>();
        for (int at = 0; at < count; at++) {
            Map<String, Double> byToken = new LinkedHashMap<>();
            for (Map.Entry<String, JsonNode> it : alternatives.path(at).properties()) {
                if (it.getValue().isNumber()) {
                    byToken.put(it.getKey(), it.getValue().doubleValue());
                }
            }
            places.add(drawn(byToken, tokens.path(at), values.path(at)));
        }
        return places;
    }

    /** An echoed prompt's first token has no logprob: nothing is known of its place. */
    private static TokenLogProbs drawn(Map<String, Double> byToken, JsonNode token, JsonNode logprob) {
        put(byToken, token, logprob);
        String text = token.textValue();
        return new TokenLogProbs(byToken, text != null && byToken.containsKey(text) ? text : null);
    }

    private static void put(Map<String, Double> byToken, JsonNode token, JsonNode logprob) {
        if (token.isTextual() && logprob.isNumber()) {
            byToken.putIfAbsent(token.textValue(), logprob.doubleValue());
        }
    }
}
