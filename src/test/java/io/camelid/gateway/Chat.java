package io.camelid.gateway;

/** Small requests and events, for tests that are about something else. */
final class Chat {

    static final String PATH = "/v1/chat/completions";

    /** An event that begins a choice, and one that finishes it. */
    static final String HELLO =
            "{\"model\":\"stub-model\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"hello\"}}]}";

    static final String STOP =
            "{\"model\":\"stub-model\",\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}";

    private Chat() {}

    static String request(boolean stream) {
        return request("gpt-x", stream);
    }

    static String request(String model, boolean stream) {
        return "{\"model\":\"%s\",\"messages\":[{\"role\":\"user\",\"content\":\"x\"}],\"stream\":%s}"
                .formatted(model, stream);
    }
}
