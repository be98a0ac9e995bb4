package io.camelid.llama;

/**
 * Extension: a piece of a call whose place among the calls is known, so that it can be passed on before the call is whole.
 * Whoever announces a call so announces all of it so: its pieces joined are its {@link ToolCall#argumentsJson()}.
 *
 * @param index which call of the answer, from 0
 * @param callId the same in each piece of a call
 * @param arguments the next stretch of the arguments' JSON, empty in a piece that only names the call
 */
public record ToolCallPart(int index, String callId, String toolName, String arguments) {}
