package io.camelid.camel;

/** The exchange properties that routes may choose by. */
final class ExchangeState {

    /** What was asked for, as its path has it: {@code chat/completions}, {@code inference/completion} …. */
    static final String ENDPOINT = "camelidEndpoint";

    /** The model as the client named it. */
    static final String MODEL = "camelidModel";

    /** Whether the client asked for a stream. */
    static final String STREAM = "camelidStream";

    /** The chosen provider's id. */
    static final String PROVIDER = "camelidProvider";

    /** The chosen provider's wire format. */
    static final String DIALECT = "camelidDialect";

    /** Whether this is a chat that its provider's model must be told in words. */
    static final String IN_WORDS = "camelidInWords";

    /** The wire format the client speaks. */
    static final String DOOR = "camelidDoor";

    /** What follows the provider's base URL, without a slash at its start. */
    static final String PATH = "camelidPath";

    static final String EMBEDDINGS = "embeddings";

    private static final String CHAT = "chat/completions";

    /** Llama Stack's native chat. */
    static final String INFERENCE_CHAT = "inference/chat-completion";

    /** Llama Stack's native completion. */
    static final String INFERENCE_COMPLETION = "inference/completion";

    private ExchangeState() {}

    static boolean isChat(String endpoint) {
        return endpoint.equals(CHAT) || endpoint.equals(INFERENCE_CHAT);
    }
}
