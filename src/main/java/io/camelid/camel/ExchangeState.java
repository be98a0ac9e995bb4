package io.camelid.camel;

/** The exchange properties that routes may choose by. */
final class ExchangeState {

    /** What was asked for, as OpenAI's paths name it: {@code chat/completions}, {@code completions}, {@code embeddings}. */
    static final String ENDPOINT = "camelidEndpoint";

    /** The model as the client named it. */
    static final String MODEL = "camelidModel";

    /** Whether the client asked for a stream. */
    static final String STREAM = "camelidStream";

    /** The chosen provider's id. */
    static final String PROVIDER = "camelidProvider";

    /** The chosen provider's wire format. */
    static final String DIALECT = "camelidDialect";

    static final String EMBEDDINGS = "embeddings";

    private ExchangeState() {}
}
