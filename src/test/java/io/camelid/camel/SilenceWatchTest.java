package io.camelid.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(10)
class SilenceWatchTest {

    private final SilenceWatch watch = new SilenceWatch(Duration.ofMillis(30), Duration.ofMillis(5));
    private ServerSocket server;
    private Socket client;
    private Socket provider;

    @BeforeEach
    void connect() throws IOException {
        server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        client = watch.create(null);
        client.connect(server.getLocalSocketAddress());
        provider = server.accept();
    }

    @AfterEach
    void close() throws IOException {
        client.close();
        provider.close();
        server.close();
    }

    @Test
    void aReadThatWaitsTooLongTimesOut() throws IOException {
        client.setSoTimeout(40);

        assertThatThrownBy(() -> client.getInputStream().read()).isInstanceOf(SocketTimeoutException.class);
        assertThat(client.isClosed()).isTrue();
    }

    @Test
    void aShortTimeOutLeavesTheSocketOpen() throws IOException {
        client.setSoTimeout(1);

        assertThatThrownBy(() -> client.getInputStream().read()).isInstanceOf(SocketTimeoutException.class);
        provider.getOutputStream().write(7);
        client.setSoTimeout(5000);

        assertThat(client.getInputStream().read()).isEqualTo(7);
    }

    @Test
    void timeCountsFromTheReadNotFromTheLastByte() throws IOException {
        client.setSoTimeout(1000);
        for (int i = 0; i < 300; i++) {
            provider.getOutputStream().write(i);
            assertThat(client.getInputStream().read()).isEqualTo(i & 0xff);
        }

        assertThat(client.isClosed()).isFalse();
    }

    @Test
    void aTimeOutIsToldAsItWasSet() throws IOException {
        for (int millis : new int[] {0, 1, 29, 30, 600_000}) {
            client.setSoTimeout(millis);
            assertThat(client.getSoTimeout()).isEqualTo(millis);
        }
    }

    @Test
    void aSocketThatSomebodyElseClosedDidNotTimeOut() throws IOException {
        client.setSoTimeout(600_000);
        client.close();

        assertThatThrownBy(() -> client.getInputStream().read())
                .isInstanceOf(SocketException.class)
                .isNotInstanceOf(SocketTimeoutException.class);
    }
}
