package io.camelid.gateway;

/** What is asked of a provider that speaks OpenAI's dialect: the smallest request of each kind, and where it goes. */
enum Endpoint {
    CHAT("/v1/chat/completions", "\"messages\":[{\"role\":\"user\",\"content\":\"x\"}]"),
    COMPLETION("/v1/completions", "\"prompt\":\"x\""),
    EMBEDDINGS("/v1/embeddings", "\"input\":\"x\"");

    private final String path;
    private final String asked;

    Endpoint(String path, String asked) {
        this.path = path;
        this.asked = asked;
    }

    String path() {
        return path;
    }

    String request(String model, boolean stream) {
        return "{\"model\":\"%s\",%s,\"stream\":%s}".formatted(model, asked, stream);
    }
}
