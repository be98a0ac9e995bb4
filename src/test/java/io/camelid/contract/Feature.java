package io.camelid.contract;

/** What a program may want of a provider, and the case that shows it; the columns of the table in docs/providers.md. */
enum Feature {
    TEXT("text", Answers::text),
    STREAM("stream", Answers::stream),
    INSTRUCTIONS("instructions", Requests::instructions),
    TOOLS("tools", Answers::tools),
    PARALLEL("parallel calls", Answers::parallelCalls),
    TOOL_CHOICE("tool choice", Requests::toolChoice),
    RESULTS("results", Requests::results),
    IMAGES("images", Requests::images),
    STOP("stop words", Requests::stopWords),
    LENGTH("length", Requests::length),
    REFUSAL("refusal", Answers::refusal),
    SCHEMA("structured output", Requests::structuredOutput),
    THOUGHTS("thoughts", Answers::thoughts),
    LOGPROBS("logprobs", Answers::logprobs),
    USAGE("usage", Answers::usage),
    COMPLETIONS("completions", Answers::completions),
    EMBEDDINGS("embeddings", Answers::embeddings),
    PARAMETERS("parameters", Requests::parameters),
    BAD_REQUEST("400", Failures::badRequest),
    WRONG_KEY("401", Failures::wrongKey),
    NO_KEY("no key", Failures::noKey),
    NOT_FOUND("404", Failures::notFound),
    TOO_MANY("429", Failures::tooMany),
    FAILED("500", Failures::failed),
    OVERLOADED("overloaded", Failures::overloaded),
    BROKEN("broken stream", Failures::brokenStream),
    ERROR_EVENT("error in a stream", Failures::errorInAStream);

    /** A case: fails where the provider does not keep it. */
    interface Case {
        void run(Subject it, Client client);
    }

    private final String heading;
    private final Case check;

    Feature(String heading, Case check) {
        this.heading = heading;
        this.check = check;
    }

    String heading() {
        return heading;
    }

    boolean isFailure() {
        return compareTo(BAD_REQUEST) >= 0;
    }

    void check(Subject it, Client client) {
        check.run(it, client);
    }
}
