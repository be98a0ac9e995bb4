package io.camelid.llama;

/**
 * A tool's name, which tells a builtin from a caller's own function of the same spelling.
 *
 * <p>Source: Llama Stack, {@code tool_name: BuiltinTool | str}. There a string that spells a builtin becomes one; here only
 * a Llama Stack decoder does that, so an OpenAI user's own {@code brave_search} stays a function.
 */
public sealed interface ToolName {

    /** The name as it is spelled. */
    String value();

    record Builtin(BuiltinTool tool) implements ToolName {
        @Override
        public String value() {
            return tool.value();
        }
    }

    record Function(String value) implements ToolName {}

    static ToolName function(String name) {
        return new Function(name);
    }

    /** Llama Stack's own reading: the spelling of a builtin is the builtin. */
    static ToolName spelled(String name) {
        for (BuiltinTool tool : BuiltinTool.values()) {
            if (tool.value().equals(name)) {
                return new Builtin(tool);
            }
        }
        return new Function(name);
    }
}
