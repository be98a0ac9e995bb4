package io.camelid.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import io.camelid.Pieces;
import io.camelid.catalog.AnyYaml;
import io.camelid.catalog.NativeDialects;
import io.camelid.catalog.ProviderData;
import io.camelid.dialect.AnswerLosses;
import io.camelid.dialect.Dialect;
import io.camelid.dialect.Envelope;
import io.camelid.dialect.EnvelopeEndpoint;
import io.camelid.dialect.ProviderErrors;
import io.camelid.dialect.Redaction;
import io.camelid.dialect.RequestRules;
import io.camelid.dialect.StreamDecoder;
import io.camelid.dialect.StreamProxy;
import io.camelid.dialect.llamastack.LlamaStackDialect;
import io.camelid.dialect.openai.EmbeddingsRequestDecoder;
import io.camelid.dialect.openai.ErrorEncoder;
import io.camelid.dialect.openai.OpenAiDialect;
import io.camelid.dialect.prompt.PromptEncoder;
import io.camelid.error.CamelidException;
import io.camelid.error.ProviderError;
import io.camelid.error.ProviderException;
import io.camelid.llama.ChatCompletionRequest;
import io.camelid.llama.CompletionRequest;
import io.camelid.llama.EmbeddingsRequest;
import io.camelid.llama.InterleavedContent;
import io.camelid.sse.EventTooLargeException;
import io.camelid.sse.SseReader;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * What reads the world's bytes, one method each. They return where the bytes were read, and what was read could be written
 * for both doors or for every provider, and where they were refused by a failure of ours. Anything else is a finding.
 */
final class Decoders {

    static final List<Dialect> DIALECTS = List.of(
            new OpenAiDialect(Map.of(), RequestRules.NONE),
            new LlamaStackDialect(),
            NativeDialects.ANTHROPIC,
            NativeDialects.GEMINI);

    private static final ChatCompletionRequest CHAT = Written.CHAT;
    private static final EmbeddingsRequest CONTENTS = new EmbeddingsRequest("m", List.of(), null);
    private static final CompletionRequest TEXT = CompletionRequest.of("m", InterleavedContent.EMPTY);
    private static final LocalDate TODAY = LocalDate.of(2026, 1, 1);

    private Decoders() {}

    static void openAiChatRequest(byte[] bytes) {
        document(
                bytes,
                json -> encode(io.camelid.dialect.openai.ChatRequestDecoder.decode(json)
                        .value()
                        .request()));
    }

    static void openAiCompletionRequest(byte[] bytes) {
        document(
                bytes,
                json -> io.camelid.dialect.openai.CompletionRequestDecoder.decode(json)
                        .value()
                        .requests()
                        .forEach(Decoders::encode));
    }

    static void openAiEmbeddingsRequest(byte[] bytes) {
        document(bytes, EmbeddingsRequestDecoder::decode);
    }

    static void llamaStackChatRequest(byte[] bytes) {
        document(
                bytes,
                json -> encode(io.camelid.dialect.llamastack.ChatRequestDecoder.decode(json)
                        .value()));
    }

    static void llamaStackCompletionRequest(byte[] bytes) {
        document(
                bytes,
                json -> encode(io.camelid.dialect.llamastack.CompletionRequestDecoder.decode(json)
                        .value()));
    }

    static void llamaStackEmbeddingsRequest(byte[] bytes) {
        document(bytes, json -> {
            EmbeddingsRequest request = io.camelid.dialect.llamastack.EmbeddingsRequestDecoder.decode(json)
                    .value();
            DIALECTS.forEach(dialect -> refusing(() -> dialect.encode(request)));
        });
    }

    static void envelope(byte[] bytes) {
        Stream.of(EnvelopeEndpoint.values()).forEach(endpoint -> envelope(bytes, endpoint));
    }

    static void providerData(byte[] bytes) {
        refusing(() -> {
            ProviderData data = ProviderData.parse(new String(bytes, UTF_8));
            data.text("groq_api_key");
            data.without(List.of("groq_api_key"));
        });
    }

    static void providersFile(byte[] bytes) {
        AnyYaml.works(bytes);
    }

    static void chatAnswer(byte[] bytes) {
        DIALECTS.forEach(dialect -> refusing(() -> Written.chat(dialect.decode(bytes, bytes.length, CHAT))));
    }

    static void completionAnswer(byte[] bytes) {
        DIALECTS.forEach(dialect -> refusing(() -> Written.text(dialect.decode(bytes, bytes.length, TEXT))));
    }

    static void embeddingsAnswer(byte[] bytes) {
        DIALECTS.forEach(dialect -> refusing(() -> dialect.decode(bytes, bytes.length, CONTENTS, new AnswerLosses())));
    }

    static void chatStream(byte[] bytes) {
        for (Dialect dialect : DIALECTS) {
            Written.chatStream(read(bytes, dialect.streamDecoder(CHAT)));
        }
    }

    static void completionStream(byte[] bytes) {
        for (Dialect dialect : DIALECTS.subList(0, 2)) {
            Written.textStream(read(bytes, dialect.streamDecoder(TEXT)));
        }
    }

    static void error(byte[] bytes) {
        for (Dialect dialect : DIALECTS) {
            ProviderError told = dialect.error(bytes, 500, null);
            if (told.message().isEmpty()) {
                throw new AssertionError("an error without a word");
            }
            ProviderException failure = ProviderException.answered(429, told);
            ErrorEncoder.encode(failure);
            io.camelid.dialect.llamastack.ErrorEncoder.encode(failure);
        }
        ErrorEncoder.encode(ProviderErrors.inBand(bytes, 0, bytes.length));
    }

    static void proxiedAnswer(byte[] bytes) {
        refusing(() -> io.camelid.dialect.openai.ProxiedAnswer.read(bytes, bytes.length)
                .withModel("m")
                .toByteArray());
        refusing(() -> io.camelid.dialect.llamastack.ProxiedAnswer.read(bytes, bytes.length)
                .body()
                .toByteArray());
    }

    static void proxiedStream(byte[] bytes) {
        proxied(bytes, new io.camelid.dialect.openai.ProxiedStream("m", Redaction.NONE));
        proxied(bytes, new io.camelid.dialect.llamastack.ProxiedStream(Redaction.NONE));
    }

    static void events(byte[] bytes) {
        SseReader reader = new SseReader(1 << 12);
        try {
            Pieces.feed(bytes, List.of(7), (buffer, offset, length) -> reader.feed(buffer, offset, length, it -> {}));
            reader.end(it -> {});
        } catch (EventTooLargeException e) {
            return;
        }
    }

    static void writtenCalls(byte[] bytes) {
        String text = new String(bytes, UTF_8);
        Written.calls(text);
        Written.callsInPieces(text);
    }

    private static void document(byte[] bytes, Consumer<JsonNode> decoder) {
        JsonNode json = ProviderErrors.parse(bytes, 0, bytes.length);
        if (json != null) {
            refusing(() -> decoder.accept(json));
        }
    }

    private static void encode(ChatCompletionRequest request) {
        for (Dialect dialect : DIALECTS) {
            refusing(() -> dialect.encode(request));
        }
        for (String model : List.of("meta-llama/Llama-3.1-8B-Instruct", "meta-llama/Llama-3.2-3B-Instruct", "m")) {
            refusing(() -> PromptEncoder.encode(request, model, TODAY));
        }
    }

    private static void encode(CompletionRequest request) {
        DIALECTS.forEach(dialect -> refusing(() -> dialect.encode(request)));
    }

    private static void envelope(byte[] bytes, EnvelopeEndpoint endpoint) {
        refusing(() ->
                Envelope.read(bytes, bytes.length, endpoint).withModel("m").toByteArray());
    }

    private static <E> List<E> read(byte[] bytes, StreamDecoder<E> decoder) {
        List<E> events = new ArrayList<>();
        refusing(() -> {
            Pieces.feed(
                    bytes, List.of(7), (buffer, offset, length) -> decoder.feed(buffer, offset, length, events::add));
            decoder.end(events::add);
        });
        return events;
    }

    private static void proxied(byte[] bytes, StreamProxy stream) {
        Pieces.feed(bytes, List.of(7), stream::feed);
        stream.end();
        if (stream.state() == StreamProxy.State.OPEN) {
            throw new AssertionError("a stream without an end");
        }
    }

    static void refusing(Runnable reading) {
        try {
            reading.run();
        } catch (CamelidException refused) {
            if (refused.text().isBlank()) {
                throw new AssertionError("a refusal without a word", refused);
            }
        }
    }
}
