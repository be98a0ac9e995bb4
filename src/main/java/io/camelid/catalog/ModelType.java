package io.camelid.catalog;

/** Llama Stack's {@code model_type}. */
public enum ModelType {
    LLM("llm"),
    EMBEDDING("embedding");

    private final String word;

    ModelType(String word) {
        this.word = word;
    }

    /** As the file and the model list write it. */
    public String word() {
        return word;
    }
}
