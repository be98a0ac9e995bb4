package io.camelid.sse;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SseWriterTest {

    @Test
    void anEventIsItsDataAndABlankLine() {
        assertThat(SseWriter.encode(bytes("[DONE]"))).asString(UTF_8).isEqualTo("data: [DONE]\n\n");
    }

    @Test
    void everyLineEndInTheDataBeginsAnotherDataLine() {
        assertThat(SseWriter.encode(bytes("a\nb\r\nc\rd\n")))
                .asString(UTF_8)
                .isEqualTo("data: a\ndata: b\ndata: c\ndata: d\ndata: \n\n");
    }

    @Test
    void anEventInPiecesKeepsItsOtherLines() {
        SseWriter writer = new SseWriter();
        writer.open(bytes("event: x\n"));
        writer.data(bytes("-ab-"), 1, 2);
        writer.data(bytes("c"), 0, 1);
        writer.close();

        assertThat(writer.take()).asString(UTF_8).isEqualTo("event: x\ndata: abc\n\n");
    }

    @Test
    void whatWasTakenIsGone() {
        SseWriter writer = new SseWriter();
        writer.event(bytes("a"));
        writer.event(bytes("b"));

        assertThat(writer.take()).asString(UTF_8).isEqualTo("data: a\n\ndata: b\n\n");
        assertThat(writer.take()).isEmpty();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }
}
