package io.camelid.translation;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.camelid.dialect.AnswerLosses;
import io.camelid.dialect.Dialect;
import io.camelid.dialect.Json;
import io.camelid.dialect.StreamDecoder;
import io.camelid.dialect.llamastack.ResponseEncoder;
import io.camelid.dialect.llamastack.StreamChunkEncoder;
import io.camelid.dialect.openai.AnswerHead;
import io.camelid.dialect.openai.ChatCall;
import io.camelid.dialect.openai.ChatRequestDecoder;
import io.camelid.dialect.openai.ChatResponseEncoder;
import io.camelid.dialect.openai.ChatStreamEncoder;
import io.camelid.dialect.openai.CompletionCall;
import io.camelid.dialect.openai.CompletionRequestDecoder;
import io.camelid.dialect.openai.CompletionResponseEncoder;
import io.camelid.dialect.openai.CompletionStreamEncoder;
import io.camelid.llama.ChatCompletionResponse;
import io.camelid.llama.CompletionResponse;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a client gets of a provider's answer, really read and really written.
 *
 * @param answer what reaches it; of a stream, all its events
 * @param lost what it is told did not
 */
record Answered(JsonNode answer, List<String> lost) {

    /** Whose format the answer is written in. */
    enum Client {
        OPENAI,
        LLAMA_STACK
    }

    private static final AnswerHead HEAD = new AnswerHead("chatcmpl-1", 1_700_000_000, "asked-for");

    private static final ChatCall CHAT =
            ChatRequestDecoder.decode(FieldTable.read("""
            {"model":"m","stream":true,"stream_options":{"include_usage":true},"logprobs":true,"top_logprobs":2,"messages":[{"role":"user","content":"hi"}],
             "tools":[{"type":"function","function":{"name":"f"}}]}
            """)).value();

    private static final CompletionCall TEXT =
            CompletionRequestDecoder.decode(FieldTable.read("""
            {"model":"m","stream":true,"stream_options":{"include_usage":true},"logprobs":2,"prompt":"hi"}
            """)).value();

    static Answered chat(Dialect provider, JsonNode answer, Client client) {
        AnswerLosses losses = new AnswerLosses();
        byte[] body = bytes(answer);
        ChatCompletionResponse read = provider.decode(body, body.length, CHAT.request(), losses);
        Object written =
                switch (client) {
                    case OPENAI -> ChatResponseEncoder.encode(HEAD, CHAT, List.of(read), losses);
                    case LLAMA_STACK -> ResponseEncoder.encode(read, losses);
                };
        return new Answered(Json.MAPPER.valueToTree(written), losses.paths());
    }

    static Answered completion(Dialect provider, JsonNode answer, Client client) {
        AnswerLosses losses = new AnswerLosses();
        byte[] body = bytes(answer);
        CompletionResponse read = provider.decode(body, body.length, TEXT.request(0), losses);
        Object written =
                switch (client) {
                    case OPENAI -> CompletionResponseEncoder.encode(HEAD, TEXT, List.of(read), losses);
                    case LLAMA_STACK -> ResponseEncoder.encode(read, losses);
                };
        return new Answered(Json.MAPPER.valueToTree(written), losses.paths());
    }

    static Answered chatStream(Dialect provider, JsonNode events, Client client) {
        AnswerLosses losses = new AnswerLosses();
        ChatStreamEncoder encoder = new ChatStreamEncoder(HEAD, CHAT, true, losses);
        List<@Nullable Object> written = new ArrayList<>();
        read(provider.streamDecoder(CHAT.request(), losses), events).forEach(event -> {
            switch (client) {
                case OPENAI -> written.addAll(encoder.encode(0, event));
                case LLAMA_STACK -> written.add(StreamChunkEncoder.encode(event, losses));
            }
        });
        if (client == Client.OPENAI) {
            written.addAll(encoder.end());
        }
        return new Answered(Json.MAPPER.valueToTree(written), losses.paths());
    }

    static Answered completionStream(Dialect provider, JsonNode events, Client client) {
        AnswerLosses losses = new AnswerLosses();
        CompletionStreamEncoder encoder = new CompletionStreamEncoder(HEAD, TEXT, losses);
        List<Object> written = new ArrayList<>();
        read(provider.streamDecoder(TEXT.request(0), losses), events).forEach(event -> {
            switch (client) {
                case OPENAI -> written.addAll(encoder.encode(0, event));
                case LLAMA_STACK -> written.add(StreamChunkEncoder.encode(event, losses));
            }
        });
        if (client == Client.OPENAI) {
            written.addAll(encoder.end());
        }
        return new Answered(Json.MAPPER.valueToTree(written), losses.paths());
    }

    private static <E> List<E> read(StreamDecoder<E> decoder, JsonNode events) {
        List<E> read = new ArrayList<>();
        for (JsonNode event : (ArrayNode) events) {
            byte[] bytes = ("data: " + event + "\n\n").getBytes(UTF_8);
            decoder.feed(bytes, 0, bytes.length, read::add);
        }
        decoder.end(read::add);
        return read;
    }

    private static byte[] bytes(JsonNode json) {
        return json.toString().getBytes(UTF_8);
    }
}
