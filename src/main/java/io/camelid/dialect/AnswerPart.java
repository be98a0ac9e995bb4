package io.camelid.dialect;

/** What a canonical answer may hold that not every client's format has a place for. */
public enum AnswerPart {
    REASONING("completion_message.reasoning_content"),
    /** That content was withheld. */
    STOP_REASON("completion_message.stop_reason"),
    IMAGE("completion_message.content"),
    /** What a model wrote behind a call, where the call was found in its text. */
    TEXT_BESIDE_CALL("completion_message.content"),
    /** A call beside the one there is room for. */
    CALL("completion_message.tool_calls"),
    /** What a call's provider wants back with it. */
    CALL_SIGNATURE("completion_message.tool_calls[].extra_content"),
    /** How likely the tokens of a call were. */
    CALL_LOGPROBS("logprobs"),
    /** A number that is no count of tokens, or counts that are not all there. */
    METRIC("metrics");

    private final String path;

    AnswerPart(String path) {
        this.path = path;
    }

    /** Where it is in Llama Stack's wire form, for an answer that never had another; extensions have OpenAI's names. */
    String path() {
        return path;
    }
}
