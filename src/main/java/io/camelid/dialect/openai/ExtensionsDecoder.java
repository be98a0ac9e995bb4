package io.camelid.dialect.openai;

import io.camelid.dialect.Fields;
import io.camelid.llama.RequestExtensions;

/** Reads what Llama Stack's requests have no place for. Source: OpenAI, {@code /chat/completions}, {@code /completions}. */
final class ExtensionsDecoder {

    private ExtensionsDecoder() {}

    static RequestExtensions decode(Fields in) {
        return new RequestExtensions(
                in.integer("seed"),
                in.number("frequency_penalty", -2, 2),
                in.number("presence_penalty", -2, 2),
                in.numbers("logit_bias"),
                in.text("user"),
                in.bool("parallel_tool_calls"),
                in.text("reasoning_effort"));
    }
}
