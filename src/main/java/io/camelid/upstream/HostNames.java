package io.camelid.upstream;

import java.io.IOException;
import java.net.InetAddress;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * The addresses of providers' names, as the JDK finds them. It holds on to the thread on which it looks one up, that beneath a
 * virtual one too, so that is done on a thread of its own, once for all who ask meanwhile. Thread-safe.
 */
final class HostNames {

    /** Short, as the JDK remembers addresses for as long as it is told to; it spares each call the thread, nanoseconds. */
    private static final long KEPT_NANOS = TimeUnit.SECONDS.toNanos(5);

    /** More names than a gateway calls in that time, those that its callers bring included; each may hold a thread. */
    private static final int MAX_NAMES = 500;

    private final long patienceMillis;
    private final Map<String, Lookup> lookups = new ConcurrentHashMap<>();

    /** @param patienceMillis how long to wait for the addresses of a name */
    HostNames(long patienceMillis) {
        this.patienceMillis = patienceMillis;
    }

    private record Lookup(CompletableFuture<List<InetAddress>> addresses, long since) {
        boolean holds() {
            return !addresses.isDone()
                    || (!addresses.isCompletedExceptionally() && System.nanoTime() - since < KEPT_NANOS);
        }
    }

    /**
     * All addresses of a host, the best one first.
     *
     * @param host a name or an address
     * @throws UnknownHostException there are none
     * @throws SocketTimeoutException it took too long
     */
    List<InetAddress> addresses(String host) throws IOException, InterruptedException {
        Lookup known = lookups.get(host);
        Lookup lookup = known != null && known.holds() ? known : begin(host);
        try {
            return lookup.addresses.get(patienceMillis, TimeUnit.MILLISECONDS);
        } catch (TimeoutException slow) {
            throw (IOException) new SocketTimeoutException("Looking up the name timed out").initCause(slow);
        } catch (ExecutionException unknown) {
            throw (IOException) new UnknownHostException(host).initCause(unknown.getCause());
        }
    }

    private Lookup begin(String host) throws UnknownHostException {
        if (lookups.size() >= MAX_NAMES) {
            lookups.values().removeIf(it -> !it.holds());
        }
        if (lookups.size() >= MAX_NAMES) {
            throw new UnknownHostException("too many names are being looked up");
        }
        return lookups.compute(host, this::current);
    }

    private Lookup current(String host, @Nullable Lookup known) {
        if (known != null && known.holds()) {
            return known;
        }
        CompletableFuture<List<InetAddress>> addresses = new CompletableFuture<>();
        Thread.ofPlatform().daemon().name("name-lookup").start(() -> lookUp(host, addresses));
        return new Lookup(addresses, System.nanoTime());
    }

    private static void lookUp(String host, CompletableFuture<List<InetAddress>> addresses) {
        try {
            addresses.complete(List.of(InetAddress.getAllByName(host)));
        } catch (Throwable unknown) { // somebody waits, whatever it is
            addresses.completeExceptionally(unknown);
        }
    }
}
