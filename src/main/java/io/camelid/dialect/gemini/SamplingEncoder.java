package io.camelid.dialect.gemini;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.camelid.dialect.Json;
import io.camelid.llama.ChatCompletionRequest;
import io.camelid.llama.LogProbConfig;
import io.camelid.llama.RequestExtensions;
import io.camelid.llama.SamplingParams;
import io.camelid.llama.SamplingStrategy;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes how an answer is to be drawn and what it must look like. What is neutral is left out: some models refuse a
 * parameter whatever its value.
 *
 * <p>Source: Gemini API v1beta, {@code GenerationConfig}. Lossy: a repetition penalty, token biases, the user's name, empty
 * stop texts and those after the fifth, a seed beyond 32 bits, and penalties where the model takes none, which are reported.
 */
final class SamplingEncoder {

    private static final int MAX_STOPS = 5;

    private SamplingEncoder() {}

    static ObjectNode encode(ChatCompletionRequest request, ModelTraits traits, List<String> notCarried) {
        ObjectNode json = Json.MAPPER.createObjectNode();
        sampling(json, request.samplingParams(), notCarried);
        extensions(json, request.extensions(), traits, notCarried);
        logprobs(json, request.logprobs());
        ResponseFormatEncoder.encode(request, traits, json, notCarried);
        ThinkingEncoder.encode(request, traits, json, notCarried);
        return json;
    }

    private static void sampling(ObjectNode json, SamplingParams sampling, List<String> notCarried) {
        switch (sampling.strategy()) {
            case SamplingStrategy.Greedy() -> json.put("temperature", 0);
            case SamplingStrategy.TopP(var temperature, var topP, var topK) -> {
                putUnless(1, json, "temperature", temperature);
                putUnless(1, json, "topP", topP);
                if (topK != null) {
                    json.put("topK", topK);
                }
            }
            case SamplingStrategy.TopK(var topK) -> json.put("topK", topK);
        }
        if (sampling.maxTokens() > 0) {
            json.put("maxOutputTokens", sampling.maxTokens());
        }
        if (sampling.repetitionPenalty() != 1.0) {
            notCarried.add("sampling_params.repetition_penalty");
        }
        stop(json, sampling.stop(), notCarried);
    }

    private static void stop(ObjectNode json, List<String> stop, List<String> notCarried) {
        ArrayNode list = Json.MAPPER.createArrayNode();
        for (int at = 0; at < stop.size(); at++) {
            if (list.size() < MAX_STOPS && !stop.get(at).isEmpty()) {
                list.add(stop.get(at));
            } else {
                notCarried.add("sampling_params.stop[" + at + "]");
            }
        }
        if (!list.isEmpty()) {
            json.set("stopSequences", list);
        }
    }

    private static void extensions(
            ObjectNode json, RequestExtensions extensions, ModelTraits traits, List<String> notCarried) {
        Long seed = extensions.seed();
        if (seed != null && seed == seed.intValue()) {
            json.put("seed", seed.intValue());
        } else if (seed != null) {
            notCarried.add("seed");
        }
        if (traits.penalties()) {
            putUnless(0, json, "frequencyPenalty", extensions.frequencyPenalty());
            putUnless(0, json, "presencePenalty", extensions.presencePenalty());
        } else {
            notCarried.addAll(extensions.penalties());
        }
        if (!extensions.logitBias().isEmpty()) {
            notCarried.add("logit_bias");
        }
        if (extensions.user() != null) {
            notCarried.add("user");
        }
    }

    private static void logprobs(ObjectNode json, @Nullable LogProbConfig logprobs) {
        if (logprobs == null) {
            return;
        }
        json.put("responseLogprobs", true);
        if (logprobs.topK() > 0) {
            json.put("logprobs", logprobs.topK());
        }
    }

    private static void putUnless(double neutral, ObjectNode json, String name, @Nullable Double value) {
        if (value != null && value != neutral) {
            json.put(name, value);
        }
    }
}
