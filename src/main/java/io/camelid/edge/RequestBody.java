package io.camelid.edge;

import io.camelid.error.CamelidException;
import io.camelid.error.ErrorKind;
import io.camelid.error.GatewayException;
import io.camelid.error.RequestException;
import io.vertx.core.buffer.Buffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * One request's place in the house and its body, collected into one array, which grows as bytes arrive and never beyond the
 * limit, whatever the client announced. Filled on one event loop, then handed to one virtual thread; not thread-safe.
 */
final class RequestBody {

    /** Up to here an announced length is taken at its word, bytes: one allocation, no growing. */
    private static final int TRUSTED_LENGTH = 256 * 1024;

    private static final byte[] NONE = {};

    private final Admission admission;
    private final long limit;
    private final long announced;
    private byte[] bytes = NONE;
    private int length;
    private long reserved;
    private boolean left;
    private @Nullable CamelidException refusal;

    /**
     * @param announced the value of {@code content-length}, or -1
     */
    RequestBody(Admission admission, long limit, long announced) {
        this.admission = admission;
        this.limit = limit;
        this.announced = announced;
        try {
            admission.enter();
        } catch (GatewayException full) {
            refuse(full);
        }
        if (announced > limit) {
            refuse(tooLarge());
        }
    }

    void append(Buffer chunk) {
        if (refusal != null) {
            return;
        }
        long needed = (long) length + chunk.length();
        if (needed > limit) {
            refuse(tooLarge());
            return;
        }
        if (needed > bytes.length) {
            grow((int) needed);
        }
        if (refusal == null) {
            chunk.getBytes(bytes, length);
            length = (int) needed;
        }
    }

    private void grow(int needed) {
        long doubled = Math.max(needed, 2L * bytes.length);
        long capacity = announced >= needed && (announced <= TRUSTED_LENGTH || announced <= doubled)
                ? announced
                : Math.min(Math.max(doubled, 8192), limit);
        resize((int) capacity);
    }

    /** What is copied is not counted twice: an event loop copies one body at a time, and the old array is garbage then. */
    private void resize(int capacity) {
        try {
            int more = capacity - bytes.length;
            if (more > 0) {
                reserved = capacity;
                admission.reserve(more);
            }
            bytes = Arrays.copyOf(bytes, capacity);
            if (more < 0) {
                reserved = capacity;
                admission.release(-more);
            }
        } catch (GatewayException full) {
            refuse(full);
        } catch (OutOfMemoryError none) {
            refuse(GatewayException.internal(none));
        }
    }

    /** Nothing more comes: an array that was to grow is made as long as what it holds. */
    void end() {
        if (refusal == null && length < bytes.length) {
            resize(length);
        }
    }

    /** Nothing more of this body is kept; what is still coming is thrown away. */
    void refuse(CamelidException why) {
        if (refusal == null) {
            refusal = why;
            release();
        }
    }

    private RequestException tooLarge() {
        return RequestException.of(
                ErrorKind.REQUEST_TOO_LARGE,
                "The request body is larger than the limit of " + limit + " bytes (camel.server.max-body-size).");
    }

    @Nullable
    CamelidException refusal() {
        return refusal;
    }

    /** Hands the whole body over, once, after its {@link #end}; empty where none came. */
    byte[] take() {
        byte[] whole = bytes;
        bytes = NONE;
        return whole;
    }

    /** The body is no longer held by the request: gives its memory back to the common budget. */
    void release() {
        admission.release(reserved);
        reserved = 0;
        bytes = NONE;
    }

    /** The request and its answer have ended. */
    void leave() {
        release();
        if (!left) {
            left = true;
            admission.leave();
        }
    }
}
