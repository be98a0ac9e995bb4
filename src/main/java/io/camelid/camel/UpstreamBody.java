package io.camelid.camel;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import org.apache.hc.core5.http.io.EofSensorInputStream;

/**
 * A provider's body on its way in, which knows whether it was read to its end. One that was not is cut when its request is
 * done: without this Camel would read the rest, however much that is. Not thread-safe but for {@link #abort}.
 */
final class UpstreamBody extends FilterInputStream {

    private static final Duration PATIENCE = Duration.ofSeconds(1);

    /** Bytes after the last word that are still read. */
    private static final int REST = 16 * 1024;

    private boolean ended;

    UpstreamBody(InputStream body) {
        super(body);
    }

    @Override
    public int read() throws IOException {
        int value = super.read();
        ended |= value < 0;
        return value;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int count = super.read(buffer, offset, length);
        ended |= count < 0;
        return count;
    }

    /** Cuts the connection: closing the stream would read a provider's answer to its end. */
    void abort() {
        ended = true;
        try {
            if (in instanceof EofSensorInputStream connected) {
                connected.abort();
            } else {
                in.close();
            }
        } catch (IOException gone) {
            // it is being thrown away
        }
    }

    /** The request is done: reads what little is left, for the connection's sake, but neither much nor for long. */
    void letGo() {
        if (ended) {
            return;
        }
        Thread patience = Thread.startVirtualThread(this::abortSoon);
        try {
            if (readNBytes(REST).length == REST) {
                abort();
            }
        } catch (IOException gone) {
            abort();
        } finally {
            patience.interrupt();
        }
    }

    private void abortSoon() {
        try {
            Thread.sleep(PATIENCE);
            abort();
        } catch (InterruptedException done) {
            // the end was near
        }
    }
}
