package io.camelid.edge;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class PulledBodyTest {

    @Test
    void aReadGivesWhatIsThereAndWaitsForNoMore() throws Exception {
        SynchronousQueue<byte[]> pushed = new SynchronousQueue<>();
        try (InputStream body = new PulledBody(sink -> {
            sink.write("one".getBytes(US_ASCII));
            sink.write(new byte[0]);
            sink.write(taken(pushed));
        })) {
            byte[] buffer = new byte[16];
            assertThat(body.read(buffer)).isEqualTo(3);
            pushed.put("four".getBytes(US_ASCII));
            assertThat(body.read()).isEqualTo('f');
            assertThat(body.available()).isEqualTo(3);
            assertThat(body.readAllBytes()).isEqualTo("our".getBytes(US_ASCII));
            assertThat(body.read()).isEqualTo(-1);
        }
    }

    @Test
    void whoReadsSlowlySlowsTheBodyDown() throws Exception {
        AtomicInteger written = new AtomicInteger();
        try (InputStream body = new PulledBody(sink -> {
            for (int i = 0; i < 1000; i++) {
                sink.write(new byte[] {1});
                written.incrementAndGet();
            }
        })) {
            assertThat(body.read()).isEqualTo(1);
            assertThat(written.get()).isLessThan(20);
            assertThat(body.readAllBytes()).hasSize(999);
        }
    }

    @Test
    void aBodyThatBreaksOffIsNotTakenForAWholeOne() throws IOException {
        try (InputStream body = new PulledBody(sink -> {
            sink.write(new byte[] {7});
            throw new IOException("broken");
        })) {
            assertThat(body.read()).isEqualTo(7);
            assertThatThrownBy(body::read).isInstanceOf(IOException.class).hasRootCauseMessage("broken");
        }
    }

    @Test
    @Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void aBodyThatRunsOutOfMemoryKeepsNobodyWaiting() throws IOException {
        try (InputStream body = new PulledBody(sink -> {
            throw new OutOfMemoryError("injected");
        })) {
            assertThatThrownBy(body::read).isInstanceOf(IOException.class).hasRootCauseMessage("injected");
        }
    }

    @Test
    void closingItLetsGoOfWhateverFeedsIt() throws Exception {
        for (boolean read : new boolean[] {true, false}) {
            CountDownLatch gone = new CountDownLatch(1);
            InputStream body = new PulledBody(sink -> {
                try {
                    while (true) {
                        sink.write(new byte[] {1});
                    }
                } catch (ClientGoneException left) {
                    gone.countDown();
                    throw left;
                }
            });
            if (read) {
                assertThat(body.read()).isEqualTo(1);
            }

            body.close();

            assertThat(gone.await(10, TimeUnit.SECONDS)).isTrue();
        }
    }

    private static byte[] taken(SynchronousQueue<byte[]> queue) {
        try {
            return queue.take();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
