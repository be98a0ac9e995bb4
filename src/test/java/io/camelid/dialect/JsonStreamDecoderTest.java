package io.camelid.dialect;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.camelid.dialect.llamastack.LlamaStackDialect;
import io.camelid.dialect.openai.OpenAiDialect;
import io.camelid.error.ProviderException;
import io.camelid.llama.ChatCompletionRequest;
import io.camelid.llama.ChatCompletionResponseEvent.Complete;
import io.camelid.llama.ChatCompletionResponseStreamChunk;
import io.camelid.llama.CompletionRequest;
import io.camelid.llama.CompletionResponseStreamChunk;
import io.camelid.llama.InterleavedContent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Streams of both dialects through their decoders, however they are cut. */
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

    private static final String LLAMA_STACK = """
            data: {"event":{"event_type":"start","delta":{"type":"text","text":""}}}

            data: {"event":{"event_type":"progress","delta":{"type":"text","text":"Güte"}}}

            data: {"event":{"event_type":"complete","delta":{"type":"text","text":""},"stop_reason":"end_of_turn"}}

            """;

    private static <E> List<E> decode(StreamDecoder<E> decoder, byte[] bytes, int length, int cut) {
        List<E> events = new ArrayList<>();
        decoder.feed(bytes, 0, cut, events::add);
        decoder.feed(bytes, cut, length - cut, events::add);
        decoder.end(events::add);
        return events;
    }

    private static <E> List<E> decode(StreamDecoder<E> decoder, String text) {
        byte[] bytes = text.getBytes(UTF_8);
        return decode(decoder, bytes, bytes.length, 0);
    }

    private static StreamDecoder<ChatCompletionResponseStreamChunk> openAi() {
        return new OpenAiDialect(Map.of(), RequestRules.NONE).streamDecoder(CHAT);
    }

    private static StreamDecoder<ChatCompletionResponseStreamChunk> llamaStack() {
        return new LlamaStackDialect().streamDecoder(CHAT);
    }

    @Test
    void everySplitGivesTheSameEvents() {
        everySplitGivesTheSame(JsonStreamDecoderTest::openAi, OPENAI);
        everySplitGivesTheSame(JsonStreamDecoderTest::llamaStack, LLAMA_STACK);
    }

    private static void everySplitGivesTheSame(
            Supplier<StreamDecoder<ChatCompletionResponseStreamChunk>> decoder, String text) {
        byte[] bytes = text.getBytes(UTF_8);
        List<ChatCompletionResponseStreamChunk> whole = decode(decoder.get(), text);
        assertThat(whole.getLast().event()).isInstanceOf(Complete.class);
        for (int cut = 0; cut <= bytes.length; cut++) {
            assertThat(decode(decoder.get(), bytes, bytes.length, cut)).isEqualTo(whole);
        }
    }

    @Test
    void noTruncationBeforeTheReasonIsAnEnd() {
        noTruncationEnds(JsonStreamDecoderTest::openAi, OPENAI.substring(0, OPENAI.indexOf("\"stop\"")));
        noTruncationEnds(JsonStreamDecoderTest::llamaStack, LLAMA_STACK.substring(0, LLAMA_STACK.indexOf("complete")));
    }

    private static void noTruncationEnds(
            Supplier<StreamDecoder<ChatCompletionResponseStreamChunk>> decoder, String text) {
        byte[] bytes = text.getBytes(UTF_8);
        for (int length = 0; length < bytes.length; length++) {
            int cut = length;
            assertThatExceptionOfType(ProviderException.class).isThrownBy(() -> decode(decoder.get(), bytes, cut, 0));
        }
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
}
