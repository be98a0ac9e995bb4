package io.camelid.dialect.openai;

import java.time.Instant;
import java.util.UUID;

/**
 * What every object of one answer has in common.
 *
 * @param created seconds since 1970
 * @param model the name the client asked for
 */
public record AnswerHead(String id, long created, String model) {

    public static AnswerHead chat(String model) {
        return now("chatcmpl-", model);
    }

    public static AnswerHead completion(String model) {
        return now("cmpl-", model);
    }

    private static AnswerHead now(String prefix, String model) {
        return new AnswerHead(prefix + UUID.randomUUID(), Instant.now().getEpochSecond(), model);
    }
}
