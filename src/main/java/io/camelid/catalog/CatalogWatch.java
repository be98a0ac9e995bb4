package io.camelid.catalog;

import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the catalog of the providers file as it is now. The file is read twice a second and compared byte for byte, which
 * sees every way of editing; it is small. A change counts once two looks agree on it, so that a file half written is
 * never taken for a whole one. What can't work is refused with one error line, and the old catalog stays.
 */
public final class CatalogWatch {

    private static final Logger LOG = LoggerFactory.getLogger(CatalogWatch.class);
    private static final Duration PAUSE = Duration.ofMillis(500);
    private static final byte[] MISSING = {};

    private final CatalogFile file;
    private final AtomicReference<Catalog> current = new AtomicReference<>(Catalog.EMPTY);
    private final List<CatalogListener> listeners = new CopyOnWriteArrayList<>();
    private byte[] settled = MISSING;
    private byte[] seen = MISSING;
    private final Thread thread =
            Thread.ofPlatform().daemon().name("camelid-catalog").unstarted(this::watch);

    public CatalogWatch(CatalogFile file) {
        this.file = file;
    }

    /** The catalog of this moment; a request takes it once and keeps to it. */
    public Catalog current() {
        return current.get();
    }

    /** The file's name, as messages call it. */
    String name() {
        return file.name();
    }

    /** Adds a listener; before {@link #load()} to hear of everything. */
    public void listen(CatalogListener listener) {
        listeners.add(listener);
    }

    /**
     * Reads the file for the first time.
     *
     * @throws CatalogException it can't work, or is not there
     */
    public synchronized void load() {
        try {
            byte[] bytes = file.bytes();
            change(file.parse(bytes));
            settled = bytes;
            seen = bytes;
        } catch (IOException e) {
            throw new CatalogException(
                    "%s: can't be read; put a providers file there, or name another (camelid.providers, CAMELID_PROVIDERS)"
                            .formatted(file.name()));
        }
    }

    /** Looks at the file once. The thread does it twice a second; a test does it instead of waiting. */
    public synchronized void look() {
        byte[] bytes = read();
        boolean again = Arrays.equals(bytes, seen);
        seen = bytes;
        if (again && !Arrays.equals(bytes, settled)) {
            settled = bytes;
            reload(bytes);
        }
    }

    /** Begins to watch, once. */
    public void start() {
        thread.start();
    }

    /** Ends watching for good. */
    public void stop() {
        thread.interrupt();
    }

    private byte[] read() {
        try {
            return file.bytes();
        } catch (IOException e) {
            return MISSING;
        }
    }

    private void reload(byte[] bytes) {
        if (bytes.length == 0) {
            LOG.error("The providers stay as they were: {} is missing, empty or can't be read", file.name());
            return;
        }
        try {
            change(file.parse(bytes));
            LOG.info("{} is read anew: {}", file.name(), current());
        } catch (CatalogException e) {
            LOG.error("The providers stay as they were: {}", e.summary());
        } catch (RuntimeException e) {
            LOG.error("The change of {} could not be put to work", file.name(), e);
        }
    }

    private void change(Catalog next) {
        CatalogChange change = new CatalogChange(current(), next);
        listeners.forEach(it -> it.beforeChange(change));
        current.set(next);
        listeners.forEach(it -> it.afterChange(change));
    }

    /** Out of memory too: nobody would begin this thread anew. */
    private void lookWhateverHappens() {
        try {
            look();
        } catch (Throwable e) {
            LOG.error("{} could not be looked at; the providers stay as they were", file.name(), e);
        }
    }

    private void watch() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                Thread.sleep(PAUSE);
                lookWhateverHappens();
            }
        } catch (InterruptedException e) {
            // stopped
        }
    }
}
