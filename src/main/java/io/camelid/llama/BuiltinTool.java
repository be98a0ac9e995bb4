package io.camelid.llama;

/** A tool Llama models were trained on. Source: Llama Stack, {@code models/llama/datatypes}, {@code BuiltinTool}. */
public enum BuiltinTool {
    BRAVE_SEARCH("brave_search"),
    WOLFRAM_ALPHA("wolfram_alpha"),
    PHOTOGEN("photogen"),
    CODE_INTERPRETER("code_interpreter");

    private final String value;

    BuiltinTool(String value) {
        this.value = value;
    }

    /** Its name in prompts and on the wire. */
    public String value() {
        return value;
    }
}
