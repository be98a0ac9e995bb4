package io.camelid.dialect.llamastack;

import io.camelid.dialect.AnswerLosses;
import io.camelid.dialect.AnswerPart;
import io.camelid.dialect.Fields;
import io.camelid.llama.Metric;
import io.camelid.llama.TokenLogProbs;
import io.camelid.llama.Usage;
import java.util.List;

/** Reads logprobs and metrics of an answer. Source: Llama Stack, {@code TokenLogProbs}, {@code MetricInResponse}. */
final class MeasuresDecoder {

    private MeasuresDecoder() {}

    static List<TokenLogProbs> logprobs(Fields in) {
        return in.objects("logprobs").stream()
                .map(place -> new TokenLogProbs(place.numbers("logprobs_by_token"), null))
                .toList();
    }

    static List<Metric> metrics(Fields in, AnswerLosses losses) {
        return in.objects("metrics").stream().map(it -> metric(it, losses)).toList();
    }

    private static Metric metric(Fields in, AnswerLosses losses) {
        Metric metric = new Metric(in.requiredText("metric"), in.requiredNumber("value"), in.text("unit"));
        if (!Usage.counts(metric)) {
            losses.place(AnswerPart.METRIC, in, "value");
        }
        return metric;
    }
}
