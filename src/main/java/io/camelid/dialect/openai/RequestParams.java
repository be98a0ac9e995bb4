package io.camelid.dialect.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.camelid.dialect.Json;
import io.camelid.llama.RequestExtensions;

/** What chat and completion requests have in common. Source: OpenAI, {@code /chat/completions}, {@code /completions}. */
final class RequestParams {

    private RequestParams() {}

    /** Nulls at the top say nothing, and some servers stumble over them; further down they may mean something. */
    static ObjectNode withoutNulls(ObjectNode request) {
        request.removeIf(JsonNode::isNull);
        return request;
    }

    /** A stream must tell its usage: the answer's metrics come from there. */
    static void stream(ObjectNode json, boolean stream) {
        if (stream) {
            json.put("stream", true).putObject("stream_options").put("include_usage", true);
        }
    }

    static void extensions(ObjectNode json, RequestExtensions extensions) {
        json.put("seed", extensions.seed())
                .put("frequency_penalty", extensions.frequencyPenalty())
                .put("presence_penalty", extensions.presencePenalty())
                .put("user", extensions.user())
                .put("parallel_tool_calls", extensions.parallelToolCalls())
                .put("reasoning_effort", extensions.reasoningEffort());
        if (!extensions.logitBias().isEmpty()) {
            json.set("logit_bias", Json.MAPPER.valueToTree(extensions.logitBias()));
        }
    }
}
