package io.camelid.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.camelid.Gateway;
import io.camelid.Recording;
import io.camelid.ScriptedProvider;
import io.camelid.StubProvider.Connection;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Real providers' answers through the gateway, over real HTTP; needs {@code CAMELID_SHARED}. */
class RecordingsTest {

    /** The most bytes that one read of the gateway's gives. */
    private static final List<Integer> PIECES = List.of(Integer.MAX_VALUE, 1, 2, 3, 7);

    /** Providers that have a type of their own, which may adapt what it is asked; the entries are called as their folders. */
    private static final Set<String> OWN_TYPES =
            Set.of("cerebras", "gemini-openai", "groq", "ollama", "openai", "together", "vllm");

    @Test
    void everyRecordedExchangeIsReplayed() {
        List<Recording> recordings = Recording.all();
        Map<String, Integer> leftOut = new TreeMap<>();
        List<String> passed = new ArrayList<>();
        List<String> failed = new ArrayList<>();
        try (ScriptedProvider provider = new ScriptedProvider();
                Gateway gateway = gateway(provider)) {
            for (Recording recording : recordings) {
                String reason = recording.leftOut();
                if (reason != null) {
                    leftOut.merge(reason, 1, Integer::sum);
                } else if (replayed(recording, provider, gateway, failed)) {
                    passed.add(recording.id());
                }
            }
        }
        System.out.printf(
                "recordings: %d in all, %d replayed in %d sizes of pieces, %d passed, %d left out %s%n",
                recordings.size(),
                passed.size() + failed.size(),
                PIECES.size(),
                passed.size(),
                leftOut.values().stream().mapToInt(it -> it).sum(),
                leftOut);
        assertThat(failed).isEmpty();
        assertThat(passed).hasSizeGreaterThan(220);
    }

    private static Gateway gateway(ScriptedProvider provider) {
        return Gateway.start("""
                providers:
                  inference:
                  - {provider_id: stub, provider_type: "remote::openai-compat", config: {base_url: "%1$s"}}
                  - {provider_id: claude, provider_type: "remote::anthropic", config: {base_url: "%1$s", api_key: sk-of-the-test}}
                  - {provider_id: gemini, provider_type: "remote::gemini", config: {base_url: "%1$s", api_key: sk-of-the-test}}
                  - {provider_id: cerebras, provider_type: "remote::cerebras", config: {base_url: "%1$s", api_key: sk-of-the-test}}
                  - provider_id: gemini-openai
                    provider_type: remote::gemini
                    config: {api: openai, base_url: "%1$s", api_key: sk-of-the-test}
                  - {provider_id: groq, provider_type: "remote::groq", config: {base_url: "%1$s", api_key: sk-of-the-test}}
                  - {provider_id: ollama, provider_type: "remote::ollama", config: {base_url: "%1$s"}}
                  - {provider_id: openai, provider_type: "remote::openai", config: {base_url: "%1$s", api_key: sk-of-the-test}}
                  - {provider_id: together, provider_type: "remote::together", config: {base_url: "%1$s", api_key: sk-of-the-test}}
                  - {provider_id: vllm, provider_type: "remote::vllm", config: {base_url: "%1$s"}}
                """.formatted(provider.stub().baseUrl()), Map.of());
    }

    private static boolean replayed(
            Recording recording, ScriptedProvider provider, Gateway gateway, List<String> failed) {
        for (int piece : PIECES) {
            provider.stub().requests().clear();
            provider.answers((request, connection) -> write(recording, piece, connection));
            try {
                switch (Objects.requireNonNull(recording.dialect())) {
                    case OPENAI -> {
                        ProxiedReplay.replay(recording, "stub", provider, gateway);
                        if (OWN_TYPES.contains(recording.provider())) {
                            provider.stub().requests().clear();
                            ProxiedReplay.replay(recording, recording.provider(), provider, gateway);
                        }
                    }
                    case ANTHROPIC ->
                        TranslatedReplay.replay(recording, AnthropicSaid.of(recording), "claude/m", provider, gateway);
                    case GEMINI ->
                        TranslatedReplay.replay(recording, GeminiSaid.of(recording), "gemini/m", provider, gateway);
                    case GEMINI_EMBEDDINGS ->
                        TranslatedReplay.replayEmbeddings(recording, "gemini/m", provider, gateway);
                }
            } catch (AssertionError | RuntimeException e) {
                failed.add("%n%s in pieces of %d: %.1500s".formatted(recording.id(), piece, e));
                return false;
            }
        }
        return true;
    }

    private static void write(Recording recording, int piece, Connection connection) throws IOException {
        byte[] wire = recording.wire();
        List<String> limits = new ArrayList<>();
        recording.limits().forEach((name, value) -> limits.addAll(List.of(name, value)));
        if (piece > wire.length) {
            connection.body(recording.status(), recording.contentType(), wire, limits.toArray(String[]::new));
            return;
        }
        ByteArrayOutputStream chunks = new ByteArrayOutputStream();
        for (int at = 0; at < wire.length; at += piece) {
            int count = Math.min(piece, wire.length - at);
            chunks.writeBytes((Integer.toHexString(count) + "\r\n").getBytes(StandardCharsets.US_ASCII));
            chunks.write(wire, at, count);
            chunks.writeBytes("\r\n".getBytes(StandardCharsets.US_ASCII));
        }
        chunks.writeBytes("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        StringBuilder head =
                new StringBuilder("HTTP/1.1 %d Status\r\ncontent-type: %s\r\ntransfer-encoding: chunked\r\n"
                        .formatted(recording.status(), recording.contentType()));
        recording
                .limits()
                .forEach((name, value) ->
                        head.append(name).append(": ").append(value).append("\r\n"));
        connection.raw(head.append("\r\n").toString());
        connection.socket().getOutputStream().write(chunks.toByteArray());
    }
}
