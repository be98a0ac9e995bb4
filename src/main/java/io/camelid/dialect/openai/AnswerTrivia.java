package io.camelid.dialect.openai;

import io.camelid.dialect.Trivia;

/** What of an answer in OpenAI's dialect says nothing to a client of another. Source: OpenAI, and real servers' answers. */
final class AnswerTrivia {

    private static final String LINES = """
            id                  # an answer of ours has its own, or none
            object              # the kind of document, which the client's format says in its way
            created             # when: now
            created_at          # the same, for servers that speak two dialects
            model               # the client knows what it asked for; x-camelid-upstream-model says whom
            model_id            # the same
            model_version       # the same
            request_id          # a support case's number at the provider; ours is x-request-id
            generationId        # the same
            x_groq.id           # the same
            obfuscation         # padding, so that lengths on the wire tell nothing
            p                   # the same
            choices[].obfuscation
            stream_options      # the request's, repeated
            choices[].index     # one answer is asked for at a time
            choices[].message.role                  # who answers is the assistant
            choices[].message.tool_calls[].index    # calls are in order
            choices[].message.tool_calls[].type = function
            usage.prompt_cache_miss_tokens          # what is left of the prompt's
            usage.prompt_tokens_details.text_tokens
            usage.completion_tokens_details.text_tokens # what is left of the answer's
            x_groq.usage        # read where nothing else tells it, else the same again
            """;

    /** For whole answers, and for a completion's events, which are alike. */
    static final Trivia ANSWER = Trivia.of(LINES);

    /** For a chat's events. */
    static final Trivia CHUNK = Trivia.of(LINES + """
            choices[].delta.role                    # as in whole answers
            choices[].delta.name                    # the same word
            choices[].delta.tool_calls[].type = function
            choices[].delta.tool_calls[].index      # read where it keeps calls apart
            choices[].message   # some servers tell the answer so far with every piece
            choices[].text      # and some each piece twice
            """);

    private AnswerTrivia() {}
}
