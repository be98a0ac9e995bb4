package io.camelid.dialect.openai;

import io.camelid.llama.LogProbConfig;
import io.camelid.llama.TokenLogProbs;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Writes logprobs as a chat choice has them. Source: OpenAI, {@code ChatCompletionTokenLogprob}. */
final class ChatLogprobsEncoder {

    private ChatLogprobsEncoder() {}

    /** Null where nobody asked or nothing is known. */
    static @Nullable ChatLogprobs encode(List<TokenLogProbs> places, @Nullable LogProbConfig asked) {
        if (asked == null || places.isEmpty()) {
            return null;
        }
        List<ChatLogprobs.Token> tokens = places.stream()
                .map(place -> DrawnToken.of(place, asked.topK()))
                .filter(Objects::nonNull)
                .map(ChatLogprobsEncoder::token)
                .toList();
        return new ChatLogprobs(tokens, null);
    }

    private static ChatLogprobs.Token token(DrawnToken drawn) {
        List<ChatLogprobs.Alternative> alternatives = drawn.likeliest().stream()
                .map(it -> new ChatLogprobs.Alternative(it.getKey(), it.getValue(), bytes(it.getKey())))
                .toList();
        return new ChatLogprobs.Token(drawn.token(), drawn.logprob(), bytes(drawn.token()), alternatives);
    }

    private static List<Integer> bytes(String token) {
        List<Integer> bytes = new ArrayList<>();
        for (byte b : token.getBytes(StandardCharsets.UTF_8)) {
            bytes.add(Byte.toUnsignedInt(b));
        }
        return bytes;
    }
}
