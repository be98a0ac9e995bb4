package io.camelid.dialect;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.camelid.dialect.llamastack.LlamaStackDialect;
import io.camelid.dialect.openai.OpenAiDialect;
import io.camelid.error.ProviderError;
import io.camelid.error.ProviderException;
import io.camelid.llama.ChatCompletionRequest;
import io.camelid.llama.ChatCompletionResponseEvent.Complete;
import io.camelid.llama.ChatCompletionResponseStreamChunk;
import io.camelid.llama.CompletionRequest;
import io.camelid.llama.CompletionResponseStreamChunk;
import io.camelid.llama.InterleavedContent;
import io.camelid.llama.StopReason;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where the streams of both dialects end; {@code StreamDecoderProperties} cuts and spoils them. */
class JsonStreamDecoderTest {

    private static final ChatCompletionRequest CHAT = ChatCompletionRequest.of("m", List.of());
    private static final CompletionRequest TEXT = CompletionRequest.of("m", InterleavedContent.EMPTY);

    private static final String OPENAI = """
            data: {"choices":[{"index":0,"delta":{"role":"assistant","content":"Gü"},"finish_reason":null}]}

            : keep-alive

            data: {"choices":[{"index":0,"delta":{"content":"te"},"finish_reason":null}]}

            data: {"choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}

            data: [DONE]

            """;

    private static final String HELLO = "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"Hi\"}}]}\n\n";

    private static <E> List<E> decode(StreamDecoder<E> decoder, String text) {
        List<E> events = new ArrayList<>();
        byte[] bytes = text.getBytes(UTF_8);
        decoder.feed(bytes, 0, bytes.length, events::add);
        decoder.end(events::add);
        return events;
    }

    private static StreamDecoder<ChatCompletionResponseStreamChunk> openAi() {
        return new OpenAiDialect(Map.of(), RequestRules.NONE).streamDecoder(CHAT);
    }

    @Test
    void theLastWordEndsAStreamBeforeItsConnectionDoes() {
        List<ChatCompletionResponseStreamChunk> events = new ArrayList<>();
        byte[] bytes = OPENAI.getBytes(UTF_8);
        StreamDecoder<ChatCompletionResponseStreamChunk> decoder = openAi();
        decoder.feed(bytes, 0, bytes.length, events::add);
        int told = events.size();
        decoder.feed(bytes, 0, bytes.length, events::add);
        decoder.end(events::add);

        assertThat(events.getLast().event()).isInstanceOf(Complete.class);
        assertThat(events).hasSize(told);
    }

    @Test
    void nothingFollowsTheEndOfALlamaStackTurn() {
        String end = "data: {\"event\":{\"event_type\":\"complete\",\"delta\":{\"type\":\"text\",\"text\":\"\"},"
                + "\"stop_reason\":\"end_of_turn\"}}\n\n";

        assertThat(decode(new LlamaStackDialect().streamDecoder(CHAT), end + end + "data: oops\n\n"))
                .extracting(ChatCompletionResponseStreamChunk::event)
                .containsExactly(new Complete(StopReason.END_OF_TURN));
    }

    @Test
    void aReasonThatComesEarlyAndAgainIsToldOnceAtTheEnd() {
        List<CompletionResponseStreamChunk> events = decode(new LlamaStackDialect().streamDecoder(TEXT), """
                data: {"delta":"a","stop_reason":null}

                data: {"delta":"b","stop_reason":"end_of_turn"}

                data: {"delta":"","stop_reason":"out_of_tokens","metrics":[{"metric":"completion_tokens","value":2}]}

                """);

        assertThat(events).extracting(CompletionResponseStreamChunk::delta).containsExactly("a", "b", "");
        assertThat(events)
                .extracting(it -> String.valueOf(it.stopReason()))
                .containsExactly("null", "null", "OUT_OF_TOKENS");
        assertThat(events.getLast().metrics()).hasSize(1);
    }

    @Test
    void whatIsNoJsonObjectIsTheProvidersFault() {
        assertThatExceptionOfType(ProviderException.class)
                .isThrownBy(() -> decode(openAi(), "data: 7\n\n"))
                .withMessageContaining("no JSON object");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "event: error\ndata: {\"message\":\"overheated\"}",
                "event: error\ndata: overheated",
                "event: error\ndata: {\"choices\":[],\"detail\":\"overheated\"}",
                "data: {\"object\":\"error\",\"message\":\"overheated\"}",
                "data: {\"error\":\"overheated\"}",
                "data: {\"error\":{\"message\":\"overheated\"},\"choices\":[{\"index\":0,\"delta\":{}}]}",
                "data: {\"detail\":\"overheated\"}"
            })
    void anErrorIsNoEndHoweverItIsSpelled(String event) {
        assertThatExceptionOfType(ProviderException.class)
                .isThrownBy(() -> decode(openAi(), HELLO + event + "\n\ndata: [DONE]\n\n"))
                .withMessage("overheated");
    }

    @Test
    void anErrorWithoutAWordIsOneToo() {
        assertThatExceptionOfType(ProviderException.class)
                .isThrownBy(() -> decode(openAi(), HELLO + "event: error\ndata:\n\ndata: [DONE]\n\n"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"error\"", "null"})
    void whatFailedOrSaysNothingOfItsEndHasNoneOfOurs(String reason) {
        String end = "data: {\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":%s}]}\n\n".formatted(reason);

        assertThatExceptionOfType(ProviderException.class)
                .isThrownBy(() -> decode(openAi(), HELLO + end + "data: [DONE]\n\n"));
    }

    @Test
    void anErrorWrappedInAListKeepsItsStatusAndItsHint() {
        String event = "data: [{\"error\":{\"code\":429,\"message\":\"Quota.\",\"details\":"
                + "[{\"@type\":\"type.googleapis.com/google.rpc.RetryInfo\",\"retryDelay\":\"3s\"}]}}]\n\n";

        assertThatExceptionOfType(ProviderException.class)
                .isThrownBy(() -> decode(openAi(), event))
                .withMessage("Quota.")
                .satisfies(it -> assertThat(it.status()).isEqualTo(429))
                .satisfies(it -> assertThat(it.told())
                        .extracting(ProviderError::retryAfterSeconds)
                        .isEqualTo(3));
    }
}
