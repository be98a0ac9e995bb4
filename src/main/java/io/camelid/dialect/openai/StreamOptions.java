package io.camelid.dialect.openai;

import io.camelid.dialect.Fields;

/** Reads {@code stream_options}. Source: OpenAI, {@code ChatCompletionStreamOptions}. */
final class StreamOptions {

    private StreamOptions() {}

    static boolean includeUsage(Fields in, boolean stream) {
        Fields options = in.object("stream_options");
        if (options == null) {
            return false;
        }
        if (!stream) {
            throw in.wrong("stream_options", "is only allowed where 'stream' is true.");
        }
        options.ignore("include_obfuscation", "false");
        return options.isTrue("include_usage");
    }
}
