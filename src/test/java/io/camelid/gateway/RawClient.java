package io.camelid.gateway;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A client down at the socket: it leaves when it likes, and reads only when told. */
final class RawClient implements AutoCloseable {

    private final Socket socket = new Socket();

    RawClient(int port) {
        this(port, 0);
    }

    /** @param receiveBuffer what the kernel may take for us, bytes; 0: as it likes */
    RawClient(int port, int receiveBuffer) {
        try {
            if (receiveBuffer > 0) {
                socket.setReceiveBufferSize(receiveBuffer);
            }
            socket.setSoTimeout(20_000);
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 5_000);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void post(String path, String json) {
        byte[] body = json.getBytes(StandardCharsets.UTF_8);
        send("POST %s HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: %d\r\n\r\n"
                .formatted(path, body.length));
        send(body);
    }

    /** The head of a request and less of its body than that announces. */
    void sendUnfinishedPost(String path) {
        send("POST %s HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 9\r\n\r\n{"
                .formatted(path));
    }

    void send(String text) {
        send(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    private void send(byte[] bytes) {
        try {
            socket.getOutputStream().write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads until a text has come. */
    String readUntil(String text) {
        StringBuilder read = new StringBuilder();
        try {
            InputStream in = socket.getInputStream();
            while (read.indexOf(text) < 0) {
                int c = in.read();
                if (c < 0) {
                    throw new AssertionError("closed after: " + read);
                }
                read.append((char) c);
            }
            return read.toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads until the other side closes. */
    String readAll() {
        try {
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Reads and drops whatever comes, up to a last word.
     *
     * @return how often a character came, of ASCII
     */
    long countUntil(String last, char counted) {
        byte[] buffer = new byte[64 * 1024];
        String tail = "";
        long total = 0;
        try {
            InputStream in = socket.getInputStream();
            while (!tail.contains(last)) {
                int count = in.read(buffer);
                if (count < 0) {
                    throw new AssertionError("closed after: " + tail);
                }
                for (int i = 0; i < count; i++) {
                    total += buffer[i] == counted ? 1 : 0;
                }
                String read = tail + new String(buffer, 0, count, StandardCharsets.ISO_8859_1);
                tail = read.substring(Math.max(0, read.length() - 200));
            }
            return total;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Leaves as a program that ends does. */
    void leave() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Leaves as a program that is killed, or a cable that is pulled. */
    void reset() {
        try {
            socket.setSoLinger(true, 0);
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        leave();
    }
}
