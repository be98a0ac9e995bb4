package io.camelid.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.camelid.error.ErrorKind;
import io.camelid.error.GatewayException;
import io.camelid.error.ProviderException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Random;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.SynchronizationAdapter;
import org.apache.camel.support.UnitOfWorkHelper;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a whole answer holds, and what the common bound is told of it. */
class AnswerReaderTest {

    private static final int ROOM = 64 * 1024;

    private final CamelContext camel = new DefaultCamelContext();
    private final AnswerReader reader = new AnswerReader(10 * ROOM, ROOM);

    @BeforeEach
    void prepareUnitsOfWork() {
        PluginHelper.getUnitOfWorkFactory(camel).afterPropertiesConfigured(camel);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 16 * 1024 - 1, 16 * 1024, 16 * 1024 + 1, 33_000, ROOM})
    void allOfABodyIsRead(int size) throws IOException {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);

        AnswerReader.Whole body = reader.read(exchange(new ByteArrayInputStream(bytes)));

        assertThat(Arrays.copyOf(body.bytes(), body.length())).isEqualTo(bytes);
    }

    @Test
    void anAnswerCountsUntilItsExchangeIsDone() throws IOException {
        for (int i = 0; i < 3; i++) {
            Exchange first = exchange(zeros(ROOM));
            reader.read(first);

            assertThatThrownBy(() -> reader.read(exchange(zeros(17 * 1024))))
                    .isInstanceOfSatisfying(
                            GatewayException.class, it -> assertThat(it.kind()).isEqualTo(ErrorKind.OVERLOADED));

            done(first);
        }
    }

    @Test
    void aSmallAnswerFindsRoomWhateverOthersHold() throws IOException {
        reader.read(exchange(zeros(ROOM)));

        assertThat(reader.read(exchange(zeros(16 * 1024))).length()).isEqualTo(16 * 1024);
    }

    @Test
    void aTranslatedAnswerCountsForMore() throws IOException {
        AnswerReader large = new AnswerReader(20 * ROOM, 10 * ROOM);
        Exchange first = exchange(zeros(ROOM));
        large.readToTranslate(first);
        assertThatThrownBy(() -> large.read(exchange(zeros(17 * 1024)))).isInstanceOf(GatewayException.class);

        done(first);

        large.read(exchange(zeros(10 * ROOM)));
    }

    @Test
    void whatNeverFindsRoomIsToldBySettingAndCountsNoLonger() throws IOException {
        assertTooLarge(reader, ROOM + 1, "camelid.max-buffered-answer-bytes");
        assertTooLarge(new AnswerReader(100, ROOM), 101, "limit of 100 bytes (camelid.max-answer-bytes)");

        reader.read(exchange(zeros(ROOM)));
    }

    private void assertTooLarge(AnswerReader of, int size, String words) {
        assertThatThrownBy(() -> of.read(exchange(zeros(size))))
                .isInstanceOf(ProviderException.class)
                .hasMessageContaining(words);
    }

    @ParameterizedTest
    @ValueSource(classes = {IOException.class, OutOfMemoryError.class})
    void aBodyThatBreaksOffCountsNoLonger(Class<Throwable> how) throws Exception {
        Throwable failure = how.getConstructor(String.class).newInstance("injected");
        InputStream breaking = new InputStream() {
            private int left = ROOM - 1;

            @Override
            public int read() throws IOException {
                if (left-- > 0) {
                    return 0;
                }
                if (failure instanceof Error error) {
                    throw error;
                }
                throw (IOException) failure;
            }

            @Override
            public int read(byte[] buffer, int offset, int length) throws IOException {
                buffer[offset] = (byte) read();
                return 1;
            }
        };

        assertThatThrownBy(() -> reader.read(exchange(breaking))).isSameAs(failure);

        reader.read(exchange(zeros(ROOM)));
    }

    @Test
    void anotherStepThatFailsAtTheEndKeepsNothing() throws IOException {
        Exchange first = exchange(zeros(ROOM));
        reader.read(first);
        for (int i = 0; i < 2; i++) {
            first.getExchangeExtension().addOnCompletion(new SynchronizationAdapter() {
                @Override
                public void onDone(Exchange done) {
                    throw new OutOfMemoryError("injected");
                }
            });
        }

        assertThatThrownBy(() -> done(first)).isInstanceOf(OutOfMemoryError.class);

        reader.read(exchange(zeros(ROOM)));
    }

    private static InputStream zeros(int size) {
        return new ByteArrayInputStream(new byte[size]);
    }

    private Exchange exchange(InputStream body) {
        Exchange exchange = new DefaultExchange(camel);
        exchange.getExchangeExtension()
                .setUnitOfWork(PluginHelper.getUnitOfWorkFactory(camel).createUnitOfWork(exchange));
        exchange.getMessage().setBody(body);
        return exchange;
    }

    private static void done(Exchange exchange) {
        UnitOfWorkHelper.doneUow(exchange.getUnitOfWork(), exchange);
    }
}
