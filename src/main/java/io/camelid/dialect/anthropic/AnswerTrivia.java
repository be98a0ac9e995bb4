package io.camelid.dialect.anthropic;

import io.camelid.dialect.Trivia;

/** What of an answer of Anthropic's says nothing to another format's client. Source: Anthropic, {@code Message}. */
final class AnswerTrivia {

    /** Of a message. What the cache holds for how long is in the sum, which is read. */
    private static final String MESSAGE = """
            {}id                                # the gateway's answer has its own, or none
            {}type                              # it is a message
            {}role                              # who answers is the assistant
            {}model                             # the client knows what it asked for
            {}content[].caller.type = direct    # the model itself called
            {}usage.cache_creation.ephemeral_5m_input_tokens
            {}usage.cache_creation.ephemeral_1h_input_tokens
            {}usage.service_tier = standard     # what everybody gets who paid for no other
            {}usage.inference_geo = not_available
            {}usage.inference_geo = global      # where it liked
            """;

    static final Trivia ANSWER = Trivia.of(MESSAGE.replace("{}", ""));

    static final Trivia EVENT = Trivia.of(MESSAGE.replace("{}", "message.") + """
            content_block.caller.type = direct
            usage.service_tier = standard       # told again at the end
            usage.inference_geo = not_available
            usage.inference_geo = global
            usage.cache_creation                # as in the message
            """);

    private AnswerTrivia() {}
}
