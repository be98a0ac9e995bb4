package io.camelid.camel;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.slf4j.MDC;

/**
 * Virtual threads that work for one request: none of them outlives the block that forked it, and its end interrupts those
 * that still work, which closes their connections. For the thread that opened it.
 */
final class Siblings implements AutoCloseable {

    private final List<Thread> threads = new ArrayList<>();

    void fork(Runnable work) {
        Map<String, String> request = MDC.getCopyOfContextMap();
        Thread thread = Thread.ofVirtual().name("choice").unstarted(() -> {
            try {
                if (request != null) {
                    MDC.setContextMap(request);
                }
            } finally {
                work.run(); // whatever comes of that: somebody waits for it
            }
        });
        threads.add(thread);
        thread.start();
    }

    /** Returns when all of them have ended. An interrupt of the one who waits is kept for later. */
    @Override
    public void close() {
        threads.forEach(Thread::interrupt);
        boolean interrupted = false;
        for (Thread thread : threads) {
            interrupted |= await(thread);
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static boolean await(Thread thread) {
        boolean interrupted = false;
        while (true) {
            try {
                thread.join();
                return interrupted;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
    }
}
