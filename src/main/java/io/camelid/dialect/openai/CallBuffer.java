package io.camelid.dialect.openai;

import io.camelid.dialect.Arguments;
import io.camelid.dialect.Fields;
import io.camelid.llama.ContentDelta;
import io.camelid.llama.ToolArguments;
import io.camelid.llama.ToolCall;
import io.camelid.llama.ToolName;
import org.jspecify.annotations.Nullable;

/** One call of a stream, as far as it has come. Single use. */
final class CallBuffer {

    private final StringBuilder name = new StringBuilder();
    private final StringBuilder arguments = new StringBuilder();
    private @Nullable String id;
    private int pieces;
    private boolean told;

    /** Returns the piece as text: the name opens a bracket, arguments follow as they come. */
    String add(Fields call) {
        pieces++;
        String newId = call.text("id");
        if (id == null && newId != null && !newId.isEmpty()) {
            id = newId;
        }
        Fields function = call.object("function");
        if (function == null) {
            return "";
        }
        String newName = function.text("name");
        String more = ToolCallDecoder.arguments(function);
        arguments.append(more == null ? "" : more);
        return opening(newName) + (more == null ? "" : more);
    }

    /** Some servers repeat the name in each piece. */
    private String opening(@Nullable String newName) {
        if (newName == null || newName.isEmpty() || !name.isEmpty()) {
            return "";
        }
        name.append(newName);
        return newName + "(";
    }

    boolean isNamed() {
        return !name.isEmpty();
    }

    /** Whether the call came whole in its first piece, so that it need not wait for the end; true once. */
    boolean cameWhole() {
        boolean whole =
                pieces == 1 && isNamed() && !arguments.isEmpty() && Arguments.parse(arguments.toString()) != null;
        told = told || whole;
        return whole;
    }

    /** Whether it was told before the end. */
    boolean isTold() {
        return told;
    }

    /** What came of it: the call, or its text. */
    ContentDelta result() {
        String json = arguments.toString();
        ToolArguments parsed = Arguments.parse(json);
        return parsed == null
                ? new ContentDelta.ToolCallFailed(name + "(" + json + ")")
                : new ContentDelta.ToolCallSucceeded(new ToolCall(
                        id == null ? ToolCallDecoder.newId() : id,
                        ToolName.function(name.toString()),
                        parsed,
                        Arguments.orEmptyObject(json)));
    }
}
