package io.camelid;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicReference;

/** One stub for a class of tests: each test says first how it answers. */
public final class ScriptedProvider implements AutoCloseable {

    private final AtomicReference<StubProvider.Answer> answer = new AtomicReference<>(ScriptedProvider::none);
    private final StubProvider stub =
            new StubProvider((request, connection) -> answer.get().write(request, connection));

    public StubProvider stub() {
        return stub;
    }

    public void answers(StubProvider.Answer next) {
        answer.set(next);
    }

    public void answersJson(int status, String body, String... headers) {
        answers((request, connection) -> connection.json(status, body, headers));
    }

    public void answersBody(int status, String contentType, String body, String... headers) {
        byte[] bytes = body.getBytes(java.nio.charset.StandardCharsets.UTF_8);
        answers((request, connection) -> connection.body(status, contentType, bytes, headers));
    }

    private static void none(StubProvider.Request request, StubProvider.Connection connection) throws IOException {
        connection.json(500, "{\"error\":{\"message\":\"the test has not said how to answer\"}}");
    }

    @Override
    public void close() {
        stub.close();
    }
}
