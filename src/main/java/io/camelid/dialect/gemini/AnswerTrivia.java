package io.camelid.dialect.gemini;

import io.camelid.dialect.Trivia;

/**
 * What of an answer of Gemini's says nothing to another format's client. Source: Gemini API v1beta,
 * {@code GenerateContentResponse}.
 */
final class AnswerTrivia {

    static final Trivia ANSWER = Trivia.of("""
            responseId          # the gateway's answer has its own, or none
            createTime          # when: now
            modelVersion        # the client knows what it asked for; x-camelid-upstream-model says whom
            candidates[].index  # one is asked for
            candidates[].tokenCount                         # the usage says it
            candidates[].content.role                       # who answers is the model
            usageMetadata.serviceTier = standard            # what everybody gets who paid for no other
            usageMetadata.trafficType = ON_DEMAND           # the same
            usageMetadata.promptTokensDetails[].modality = TEXT # of text alone the sum says it
            usageMetadata.promptTokensDetails[].tokenCount
            usageMetadata.candidatesTokensDetails[].modality = TEXT
            usageMetadata.candidatesTokensDetails[].tokenCount
            usageMetadata.cacheTokensDetails[].modality = TEXT
            usageMetadata.cacheTokensDetails[].tokenCount
            usageMetadata.toolUsePromptTokensDetails[].modality = TEXT
            usageMetadata.toolUsePromptTokensDetails[].tokenCount
            """);

    /** Of {@code BatchEmbedContentsResponse}. */
    static final Trivia EMBEDDINGS = Trivia.of("""
            embeddings[].shape  # how many numbers, which they tell themselves
            usageMetadata.promptTokenDetails[].modality = TEXT # of text alone the sum says it
            usageMetadata.promptTokenDetails[].tokenCount
            """);

    private AnswerTrivia() {}
}
