package io.camelid.dialect.anthropic;

import io.camelid.llama.ChatCompletionRequest;
import org.jspecify.annotations.Nullable;

/** The tool that stands for an answer in JSON, where the model can't be held to it otherwise. */
final class AnswerTool {

    private static final String NAME = "answer_in_json";

    private AnswerTool() {}

    /** Its name, like none of the caller's tools; null where the request needs none. */
    static @Nullable String name(ChatCompletionRequest request, ModelTraits traits) {
        if (!ResponseFormatEncoder.isTool(request, traits)) {
            return null;
        }
        String name = NAME;
        while (isTaken(name, request)) {
            name += "_";
        }
        return name;
    }

    private static boolean isTaken(String name, ChatCompletionRequest request) {
        return request.tools().stream().anyMatch(tool -> tool.toolName().value().equals(name));
    }
}
