package io.camelid;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.net.spi.InetAddressResolver;
import java.net.spi.InetAddressResolverProvider;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;

/** Gives this machine any name under {@value #DOMAIN}: certificates are made for names, and no network is asked. */
public final class LoopbackNames extends InetAddressResolverProvider {

    public static final String DOMAIN = ".loopback.test";

    private static final Map<String, Runnable> LISTENERS = new ConcurrentHashMap<>();

    /** Runs at each look-up of a name, on the thread that looks it up. */
    public static void onLookup(String host, Runnable listener) {
        LISTENERS.put(host, listener);
    }

    /** What a listener does whose name is looked up slowly. */
    public static void await(CountDownLatch found) {
        try {
            found.await();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public String name() {
        return "loopback names";
    }

    @Override
    public InetAddressResolver get(Configuration configuration) {
        InetAddressResolver others = configuration.builtinResolver();
        return new InetAddressResolver() {
            @Override
            public Stream<InetAddress> lookupByName(String host, LookupPolicy policy) throws UnknownHostException {
                LISTENERS.getOrDefault(host, () -> {}).run();
                return host.endsWith(DOMAIN)
                        ? Stream.of(InetAddress.getByAddress(host, new byte[] {127, 0, 0, 1}))
                        : others.lookupByName(host, policy);
            }

            @Override
            public String lookupByAddress(byte[] address) throws UnknownHostException {
                return others.lookupByAddress(address);
            }
        };
    }
}
