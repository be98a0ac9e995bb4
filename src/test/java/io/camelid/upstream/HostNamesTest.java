package io.camelid.upstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.camelid.LoopbackNames;
import java.net.InetAddress;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Providers' names and their addresses. */
class HostNamesTest {

    private final HostNames names = new HostNames(200);

    @Test
    void aNameIsLookedUpOnceForAllWhoAskMeanwhile() throws Exception {
        String host = "many" + LoopbackNames.DOMAIN;
        AtomicInteger lookups = new AtomicInteger();
        Set<Thread> threads = ConcurrentHashMap.newKeySet();
        CountDownLatch allAsk = new CountDownLatch(1);
        LoopbackNames.onLookup(host, () -> {
            lookups.incrementAndGet();
            threads.add(Thread.currentThread());
            LoopbackNames.await(allAsk);
        });
        HostNames patient = new HostNames(10_000);
        Semaphore answered = new Semaphore(0);

        for (int i = 0; i < 20; i++) {
            Thread.startVirtualThread(() -> {
                try {
                    assertThat(patient.addresses(host)).containsExactly(InetAddress.getLoopbackAddress());
                    answered.release();
                } catch (Exception failed) {
                    throw new AssertionError(failed);
                }
            });
        }
        allAsk.countDown();
        answered.acquire(20);
        patient.addresses(host);

        assertThat(lookups).hasValue(1);
        // a virtual thread would hold its carrier, and there are as few of those as processors
        assertThat(threads).noneMatch(Thread::isVirtual);
    }

    @Test
    void aSlowLookUpIsATimeOutAndServesThoseWhoComeLater() throws Exception {
        String host = "slow" + LoopbackNames.DOMAIN;
        CountDownLatch late = new CountDownLatch(1);
        LoopbackNames.onLookup(host, () -> LoopbackNames.await(late));

        assertThatThrownBy(() -> names.addresses(host)).isInstanceOf(SocketTimeoutException.class);

        late.countDown();
        assertThat(names.addresses(host)).hasSize(1);
    }

    @Test
    void aNameWithoutAddressesIsUnknown() throws Exception {
        assertThatThrownBy(() -> new HostNames(10_000).addresses("nowhere.invalid"))
                .isInstanceOf(UnknownHostException.class);

        assertThat(names.addresses("127.0.0.1")).containsExactly(InetAddress.getLoopbackAddress());
    }
}
