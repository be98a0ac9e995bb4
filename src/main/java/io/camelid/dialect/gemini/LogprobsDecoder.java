package io.camelid.dialect.gemini;

import io.camelid.dialect.Fields;
import io.camelid.llama.TokenLogProbs;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads how likely the tokens were. Source: Gemini API v1beta, {@code LogprobsResult}. Lossy: token ids. */
final class LogprobsDecoder {

    private LogprobsDecoder() {}

    /** Empty where the provider did not tell. */
    static List<TokenLogProbs> decode(Fields candidate) {
        Fields result = candidate.object("logprobsResult");
        if (result == null) {
            return List.of();
        }
        List<Fields> chosen = result.objects("chosenCandidates");
        List<Fields> alternatives = result.objects("topCandidates");
        List<TokenLogProbs> places = new ArrayList<>();
        for (int at = 0; at < chosen.size(); at++) {
            Map<String, Double> byToken = new LinkedHashMap<>();
            if (at < alternatives.size()) {
                alternatives.get(at).objects("candidates").forEach(it -> put(byToken, it));
            }
            put(byToken, chosen.get(at));
            places.add(new TokenLogProbs(byToken, chosen.get(at).requiredText("token")));
        }
        return places;
    }

    private static void put(Map<String, Double> byToken, Fields candidate) {
        byToken.putIfAbsent(candidate.requiredText("token"), candidate.requiredNumber("logProbability"));
    }
}
