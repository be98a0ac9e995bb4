package io.camelid;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ServerSocketFactory;

/**
 * A provider on a free port: keeps what it was sent, byte for byte, and answers as a test says, byte for byte and as slow or
 * broken as it likes.
 */
public final class StubProvider implements AutoCloseable {

    /** One request as it came over the wire; header names in lower case. */
    @SuppressWarnings("ArrayRecordComponent")
    public record Request(String method, String path, Map<String, String> headers, byte[] body) {

        public String text() {
            return new String(body, StandardCharsets.UTF_8);
        }
    }

    /** Answers a request by writing to the connection. */
    @FunctionalInterface
    public interface Answer {
        void write(Request request, Connection connection) throws IOException, InterruptedException;
    }

    private final ServerSocket server;
    private final Answer answer;
    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private final AtomicInteger open = new AtomicInteger();

    public StubProvider(Answer answer) {
        this(ServerSocketFactory.getDefault(), answer);
    }

    /** On a socket of these servers: plain ones, or those of a {@link Certificate}'s holder. */
    public StubProvider(ServerSocketFactory servers, Answer answer) {
        try {
            server = servers.createServerSocket(0, 512, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        this.answer = answer;
        Thread.ofVirtual().start(this::accept);
    }

    /** Always the same JSON answer. */
    public static StubProvider json(int status, String body, String... headers) {
        return new StubProvider((request, connection) -> connection.json(status, body, headers));
    }

    /** Always the same stream, each event as soon as it may be. */
    public static StubProvider stream(String... events) {
        return new StubProvider((request, connection) -> {
            connection.beginStream();
            for (String event : events) {
                connection.send("data: " + event + "\n\n");
            }
            connection.endStream();
        });
    }

    public String baseUrl() {
        return "http://127.0.0.1:" + server.getLocalPort() + "/v1";
    }

    public int port() {
        return server.getLocalPort();
    }

    public List<Request> requests() {
        return requests;
    }

    public Request last() {
        return requests.getLast();
    }

    /** Connections that are open now. */
    public int open() {
        return open.get();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                socket.setTcpNoDelay(true);
                Thread.ofVirtual().start(() -> serve(socket));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Socket socket) {
        open.incrementAndGet();
        try (socket) {
            InputStream in = new BufferedInputStream(socket.getInputStream());
            Connection connection = new Connection(socket);
            while (!socket.isClosed()) {
                Request request = read(in);
                if (request == null) {
                    return;
                }
                requests.add(request);
                answer.write(request, connection);
            }
        } catch (IOException | InterruptedException gone) {
            // the test sees it by what it counts
        } finally {
            open.decrementAndGet();
        }
    }

    private static @org.jspecify.annotations.Nullable Request read(InputStream in) throws IOException {
        String first = line(in);
        if (first.isEmpty()) {
            return null;
        }
        String[] words = first.split(" ");
        Map<String, String> headers = new TreeMap<>();
        for (String line = line(in); !line.isEmpty(); line = line(in)) {
            int colon = line.indexOf(':');
            headers.put(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip());
        }
        int length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
        return new Request(words[0], words[1], headers, in.readNBytes(length));
    }

    private static String line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int c = in.read(); c >= 0 && c != '\n'; c = in.read()) {
            if (c != '\r') {
                line.write(c);
            }
        }
        return line.toString(StandardCharsets.ISO_8859_1);
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** The wire to the gateway. */
    public static final class Connection {
        private final Socket socket;
        private final OutputStream out;

        Connection(Socket socket) throws IOException {
            this.socket = socket;
            this.out = socket.getOutputStream();
        }

        public Socket socket() {
            return socket;
        }

        /** A whole answer. */
        public void json(int status, String body, String... headers) throws IOException {
            body(status, "application/json", body.getBytes(StandardCharsets.UTF_8), headers);
        }

        public void body(int status, String contentType, byte[] body, String... headers) throws IOException {
            StringBuilder head = head(status, contentType, headers);
            raw(head.append("content-length: ")
                    .append(body.length)
                    .append("\r\n\r\n")
                    .toString());
            out.write(body);
            out.flush();
        }

        /** The head of a chunked event stream. */
        public void beginStream(String... headers) throws IOException {
            raw(head(200, "text/event-stream", headers)
                    .append("transfer-encoding: chunked\r\n\r\n")
                    .toString());
        }

        /** One chunk. */
        public void send(String text) throws IOException {
            send(text.getBytes(StandardCharsets.UTF_8));
        }

        /** One chunk. */
        public void send(byte[] bytes) throws IOException {
            ByteArrayOutputStream chunk = new ByteArrayOutputStream();
            chunk.writeBytes((Integer.toHexString(bytes.length) + "\r\n").getBytes(StandardCharsets.US_ASCII));
            chunk.writeBytes(bytes);
            chunk.writeBytes("\r\n".getBytes(StandardCharsets.US_ASCII));
            out.write(chunk.toByteArray());
            out.flush();
        }

        public void endStream() throws IOException {
            raw("0\r\n\r\n");
        }

        /** Bytes outside any framing. */
        public void raw(String text) throws IOException {
            out.write(text.getBytes(StandardCharsets.ISO_8859_1));
            out.flush();
        }

        /** Closes in the middle of whatever was being said; with a reset, as a killed process does. */
        public void reset() throws IOException {
            socket.setSoLinger(true, 0);
            socket.close();
        }

        private static StringBuilder head(int status, String contentType, String... headers) {
            StringBuilder head = new StringBuilder("HTTP/1.1 " + status + " Status\r\n");
            head.append("content-type: ").append(contentType).append("\r\n");
            for (int i = 0; i < headers.length; i += 2) {
                head.append(headers[i]).append(": ").append(headers[i + 1]).append("\r\n");
            }
            return head;
        }
    }
}
