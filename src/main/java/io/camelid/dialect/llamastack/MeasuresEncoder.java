package io.camelid.dialect.llamastack;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.camelid.llama.Metric;
import io.camelid.llama.TokenLogProbs;
import java.util.List;

/** Writes logprobs and metrics into an answer. Source: Llama Stack, {@code TokenLogProbs}, {@code MetricInResponse}. */
final class MeasuresEncoder {

    /** "Practically never", as OpenAI's clients are told it; JSON has no infinity. */
    private static final double NEVER = -9999.0;

    private MeasuresEncoder() {}

    /** Null where there are none. */
    static void logprobs(ObjectNode json, List<TokenLogProbs> places) {
        if (places.isEmpty()) {
            json.putNull("logprobs");
            return;
        }
        ArrayNode list = json.putArray("logprobs");
        for (TokenLogProbs place : places) {
            ObjectNode byToken = list.addObject().putObject("logprobs_by_token");
            place.logprobsByToken()
                    .forEach((token, logprob) -> byToken.put(token, Double.isFinite(logprob) ? logprob : NEVER));
        }
    }

    /** Null where there are none. */
    static void metrics(ObjectNode json, List<Metric> metrics) {
        if (metrics.isEmpty()) {
            json.putNull("metrics");
            return;
        }
        ArrayNode list = json.putArray("metrics");
        metrics.forEach(metric -> value(list.addObject().put("metric", metric.metric()), metric.value())
                .put("unit", metric.unit()));
    }

    private static ObjectNode value(ObjectNode json, double value) {
        return value == Math.rint(value) ? json.put("value", (long) value) : json.put("value", value);
    }
}
