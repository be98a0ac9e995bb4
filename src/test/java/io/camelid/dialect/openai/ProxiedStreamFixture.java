package io.camelid.dialect.openai;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import io.camelid.dialect.Json;
import io.camelid.dialect.Redaction;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** A folder of {@code fixtures/openai/proxied-stream}: what a provider streams, and what becomes of it. */
record ProxiedStreamFixture(String name, byte[] provider, String client, JsonNode outcome) {

    static final String REQUESTED = "team/my-model";

    private static final Path FOLDER = Path.of("src/test/resources/fixtures/openai/proxied-stream");

    static Stream<ProxiedStreamFixture> all() throws IOException {
        return Files.list(FOLDER).sorted().map(ProxiedStreamFixture::read);
    }

    private static ProxiedStreamFixture read(Path folder) {
        try {
            return new ProxiedStreamFixture(
                    folder.getFileName().toString(),
                    Files.readAllBytes(folder.resolve("provider.sse")),
                    Files.readString(folder.resolve("client.sse")),
                    Json.MAPPER.readTree(folder.resolve("outcome.json").toFile()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether the stream came to a good end. */
    boolean isDone() {
        return outcome.get("state").textValue().equals("DONE");
    }

    @Override
    public String toString() {
        return name;
    }

    /** Feeds a whole stream in pieces of these sizes, over and over, and ends it. */
    static Run run(byte[] bytes, List<Integer> sizes) {
        ProxiedStream stream = new ProxiedStream(REQUESTED, Redaction.NONE);
        ByteArrayOutputStream client = new ByteArrayOutputStream();
        int at = 0;
        for (int i = 0; at < bytes.length; i++) {
            int size = Math.min(sizes.get(i % sizes.size()), bytes.length - at);
            byte[] piece = Arrays.copyOfRange(bytes, at, at + size);
            client.writeBytes(stream.feed(piece, 0, size));
            Arrays.fill(piece, (byte) '#'); // the buffer is its owner's again
            at += size;
        }
        client.writeBytes(stream.end());
        return new Run(client.toString(UTF_8), stream);
    }

    static Run runWhole(byte[] bytes) {
        return run(bytes, List.of(Integer.MAX_VALUE));
    }

    record Run(String client, ProxiedStream stream) {}
}
