package io.camelid.dialect.llamastack;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.camelid.dialect.Json;
import io.camelid.llama.Metric;
import io.camelid.llama.TokenLogProbs;
import java.util.List;

/** Writes logprobs and metrics into an answer. Source: Llama Stack, {@code TokenLogProbs}, {@code MetricInResponse}. */
final class MeasuresEncoder {

    private MeasuresEncoder() {}

    /** Null where there are none. */
    static void logprobs(ObjectNode json, List<TokenLogProbs> places) {
        if (places.isEmpty()) {
            json.putNull("logprobs");
            return;
        }
        ArrayNode list = json.putArray("logprobs");
        places.forEach(
                place -> list.addObject().set("logprobs_by_token", Json.MAPPER.valueToTree(place.logprobsByToken())));
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
