package io.camelid.camel;

import java.net.Proxy;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.hc.client5.http.io.DetachedSocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * Makes sockets whose long read time-outs cost nothing: one thread looks at all of them now and then. The JDK's own
 * time-out sets a timer for each read of a virtual thread and takes it back, which costs a sixth of a request's CPU.
 *
 * <p>The thread lives as long as there are sockets. Thread-safe.
 */
final class SilenceWatch implements DetachedSocketFactory {

    private final int watchedFromMillis;
    private final long lookNanos;
    private final Set<WatchedSocket> sockets = ConcurrentHashMap.newKeySet();
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable Thread watcher;

    /**
     * Begins without a thread.
     *
     * @param watchedFrom time-outs below it stay the JDK's, to the millisecond
     * @param look how often all sockets are looked at: time-outs from {@code watchedFrom} on are late by up to that
     */
    SilenceWatch(Duration watchedFrom, Duration look) {
        this.watchedFromMillis = Math.toIntExact(watchedFrom.toMillis());
        this.lookNanos = look.toNanos();
    }

    @Override
    public Socket create(@Nullable Proxy proxy) {
        WatchedSocket socket = new WatchedSocket(proxy == null ? Proxy.NO_PROXY : proxy, watchedFromMillis);
        watch(socket);
        return socket;
    }

    private void watch(WatchedSocket socket) {
        lock.lock();
        try {
            sockets.add(socket);
            if (watcher == null) {
                watcher = Thread.ofVirtual().name("silence-watch").start(this::lookAround);
            }
        } finally {
            lock.unlock();
        }
    }

    private void lookAround() {
        while (!isIdle()) {
            LockSupport.parkNanos(this, lookNanos);
            long now = System.nanoTime();
            sockets.removeIf(Socket::isClosed);
            sockets.forEach(socket -> socket.cutIfSilent(now));
        }
    }

    private boolean isIdle() {
        lock.lock();
        try {
            if (sockets.isEmpty()) {
                watcher = null;
            }
            return sockets.isEmpty();
        } finally {
            lock.unlock();
        }
    }
}
