package io.camelid.camel;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Proxy;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;

/** A socket whose long read time-out is kept by a {@link SilenceWatch}; to its user it is an ordinary one. */
final class WatchedSocket extends Socket {

    private final int watchedFromMillis;
    private volatile int watchedMillis;

    /** When the read that waits began, {@link System#nanoTime}; 0 while none does. */
    private volatile long waitingSince;

    private volatile boolean cut;

    WatchedSocket(Proxy proxy, int watchedFromMillis) {
        super(proxy);
        this.watchedFromMillis = watchedFromMillis;
    }

    @Override
    public void setSoTimeout(int millis) throws SocketException {
        boolean watched = millis >= watchedFromMillis;
        super.setSoTimeout(watched ? 0 : millis);
        watchedMillis = watched ? millis : 0;
    }

    @Override
    public int getSoTimeout() throws SocketException {
        int watched = watchedMillis;
        return watched > 0 ? watched : super.getSoTimeout();
    }

    @Override
    public InputStream getInputStream() throws IOException {
        return new Input(super.getInputStream());
    }

    /** Closes the socket, as nothing else wakes its reader, if that has waited for too long. */
    void cutIfSilent(long now) {
        long since = waitingSince;
        int limit = watchedMillis;
        if (since != 0 && limit > 0 && now - since > limit * 1_000_000L) {
            cut = true;
            try {
                close();
            } catch (IOException gone) {
                // it is being thrown away
            }
        }
    }

    private final class Input extends FilterInputStream {

        Input(InputStream socket) {
            super(socket);
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            waitingSince = System.nanoTime() | 1;
            try {
                return in.read(bytes, offset, length);
            } catch (SocketException closed) {
                if (cut) {
                    throw (IOException) new SocketTimeoutException("Read timed out").initCause(closed);
                }
                throw closed;
            } finally {
                waitingSince = 0;
            }
        }
    }
}
