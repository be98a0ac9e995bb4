package io.camelid.dialect.openai;

import io.camelid.llama.LogProbConfig;
import io.camelid.llama.TokenLogProbs;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes logprobs as a completion's choice has them; it counts where each token begins, so there is one for each choice.
 * Source: OpenAI, {@code CreateCompletionResponse}.
 */
final class CompletionLogprobsEncoder {

    private final @Nullable LogProbConfig asked;
    private int offset;

    /** @param begin what the choice's text begins with before the first token */
    CompletionLogprobsEncoder(@Nullable LogProbConfig asked, String begin) {
        this.asked = asked;
        this.offset = length(begin);
    }

    /** Null where nobody asked or nothing is known. */
    TextCompletion.@Nullable Logprobs encode(List<TokenLogProbs> places) {
        if (asked == null || places.isEmpty()) {
            return null;
        }
        List<DrawnToken> drawn = new ArrayList<>();
        for (TokenLogProbs place : places) {
            DrawnToken token = DrawnToken.of(place, asked.topK());
            if (token != null) {
                drawn.add(token);
            }
        }
        return new TextCompletion.Logprobs(
                drawn.stream().map(DrawnToken::token).toList(),
                drawn.stream().map(DrawnToken::logprob).toList(),
                asked.topK() == 0
                        ? null
                        : drawn.stream().map(CompletionLogprobsEncoder::top).toList(),
                offsets(drawn));
    }

    /** Unlike in a chat, the token drawn is among the alternatives even where it is one too many. */
    private static Map<String, Double> top(DrawnToken token) {
        Map<String, Double> top = new LinkedHashMap<>();
        token.likeliest().forEach(it -> top.put(it.getKey(), it.getValue()));
        top.putIfAbsent(token.token(), token.logprob());
        return top;
    }

    private List<Integer> offsets(List<DrawnToken> drawn) {
        List<Integer> offsets = new ArrayList<>();
        for (DrawnToken token : drawn) {
            offsets.add(offset);
            offset += length(token.token());
        }
        return offsets;
    }

    private static int length(String text) {
        return text.codePointCount(0, text.length());
    }
}
