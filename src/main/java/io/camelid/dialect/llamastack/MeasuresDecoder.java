package io.camelid.dialect.llamastack;

import io.camelid.dialect.Fields;
import io.camelid.llama.Metric;
import io.camelid.llama.TokenLogProbs;
import java.util.List;

/** Reads logprobs and metrics of an answer. Source: Llama Stack, {@code TokenLogProbs}, {@code MetricInResponse}. */
final class MeasuresDecoder {

    private MeasuresDecoder() {}

    static List<TokenLogProbs> logprobs(Fields in) {
        return in.objects("logprobs").stream()
                .map(place -> new TokenLogProbs(place.numbers("logprobs_by_token"), null))
                .toList();
    }

    static List<Metric> metrics(Fields in) {
        return in.objects("metrics").stream()
                .map(it -> new Metric(it.requiredText("metric"), it.requiredNumber("value"), it.text("unit")))
                .toList();
    }
}
