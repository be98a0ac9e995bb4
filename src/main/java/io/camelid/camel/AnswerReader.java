package io.camelid.camel;

import io.camelid.error.ErrorKind;
import io.camelid.error.GatewayException;
import io.camelid.error.ProviderException;
import io.camelid.upstream.ResponseBody;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Ordered;
import org.apache.camel.support.SynchronizationAdapter;

/**
 * Reads answers that are no stream: each within a bound, and all that are in flight within a common one, so that it says no
 * before memory runs out. An answer counts until its exchange is done. Of streams, what they hold counts. Thread-safe.
 */
public final class AnswerReader {

    /** Up to here an answer is not counted, bytes. */
    static final int SMALL = 16 * 1024;

    /** So much of an announced length is taken at its word, bytes; the rest when as much has come. */
    private static final int TRUSTED_LENGTH = 1024 * 1024;

    /**
     * A translated answer is a tree, a canonical answer and JSON again, several of them at a time: as many times its bytes.
     * Text was seen to take 5 times as much, embeddings 10.
     */
    private static final int TRANSLATED = 10;

    private static final String MAX_ANSWER = "camelid.max-answer-bytes";
    private static final String MAX_HELD = "camelid.max-buffered-answer-bytes";

    private static final byte[] NONE = {};

    private final long maxAnswerBytes;
    private final HeldAnswers held;

    /** Bytes and how many of them count. */
    @SuppressWarnings("ArrayRecordComponent") // handed on once, never compared
    record Whole(byte[] bytes, int length) {}

    /**
     * @param maxAnswerBytes of one answer
     * @param maxHeldBytes of all answers in flight
     */
    public AnswerReader(long maxAnswerBytes, long maxHeldBytes) {
        this.maxAnswerBytes = maxAnswerBytes;
        this.held = new HeldAnswers(maxHeldBytes);
    }

    /**
     * Reads all of a body that goes on as it is, or lets go of it.
     *
     * @throws ProviderException the body is larger than one may be
     * @throws GatewayException there is no room for it now
     */
    Whole read(Exchange exchange) throws IOException {
        return read(exchange, 1);
    }

    /** The same for a body that is decoded, which takes more memory than its bytes. */
    Whole readToTranslate(Exchange exchange) throws IOException {
        return read(exchange, TRANSLATED);
    }

    /** For a stream that goes on as it is. */
    StreamShare streamShare() {
        return new StreamShare(held, 1);
    }

    /** For a stream that is decoded. */
    StreamShare translatedShare() {
        return new StreamShare(held, TRANSLATED);
    }

    private Whole read(Exchange exchange, int weight) throws IOException {
        Message message = exchange.getMessage();
        InputStream stream = ProviderBody.stream(message);
        if (stream == null) {
            return new Whole(NONE, 0);
        }
        Share share = new Share(exchange, weight);
        try {
            return read(stream, announced(message, stream), share);
        } catch (Throwable failed) {
            share.giveBack();
            // closing it, as Camel does in the end, would wait for the rest
            ProviderBody.abort(stream);
            throw failed;
        }
    }

    private static Whole read(InputStream stream, long announced, Share share) throws IOException {
        byte[] bytes = share.grow(NONE, firstGuess(announced));
        int length = 0;
        int count;
        while ((count = stream.read(bytes, length, bytes.length - length)) >= 0) {
            length += count;
            if (length == bytes.length) {
                int next = stream.read();
                if (next < 0) {
                    break;
                }
                bytes = share.grow(bytes, announced > length ? announced : 2L * length);
                bytes[length++] = (byte) next;
            }
        }
        return new Whole(bytes, length);
    }

    /** -1 where it is not known: what a route of an integrator's leaves may bear the header of another body. */
    private static long announced(Message message, InputStream stream) {
        Long announced = stream instanceof ResponseBody ? message.getHeader(Exchange.CONTENT_LENGTH, Long.class) : null;
        return announced == null ? -1 : announced;
    }

    private static long firstGuess(long announced) {
        return announced > 0 ? Math.min(announced, TRUSTED_LENGTH) : SMALL;
    }

    /** What one answer holds of the common bound. For one thread at a time. */
    private final class Share extends SynchronizationAdapter {

        private final Exchange exchange;
        private final int weight;
        private final int limit;
        private long taken;
        private boolean counted;

        Share(Exchange exchange, int weight) {
            this.exchange = exchange;
            this.weight = weight;
            this.limit = (int) Math.min(maxAnswerBytes, held.max() / weight);
        }

        byte[] grow(byte[] bytes, long wanted) {
            if (bytes.length >= limit) {
                throw ProviderException.of(
                        ErrorKind.PROVIDER_BAD_RESPONSE,
                        "The provider's answer is larger than the limit of %d bytes (%s)."
                                .formatted(limit, limit == maxAnswerBytes ? MAX_ANSWER : MAX_HELD));
            }
            int capacity = (int) Math.min(wanted, limit);
            if (capacity > SMALL) {
                take((long) weight * capacity - taken);
            }
            return Arrays.copyOf(bytes, capacity);
        }

        private void take(long more) {
            if (!counted) {
                counted = true;
                exchange.getExchangeExtension().addOnCompletion(this);
            }
            held.take(more);
            taken += more;
        }

        void giveBack() {
            held.giveBack(taken);
            taken = 0;
        }

        @Override
        public void onDone(Exchange done) {
            giveBack();
        }

        /** Before all others, one of which may fail. */
        @Override
        public int getOrder() {
            return Ordered.HIGHEST;
        }
    }
}
