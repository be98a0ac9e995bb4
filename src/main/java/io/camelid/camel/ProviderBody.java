package io.camelid.camel;

import io.camelid.error.ErrorKind;
import io.camelid.error.ProviderException;
import io.camelid.upstream.ResponseBody;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.support.SynchronizationAdapter;
import org.jspecify.annotations.Nullable;

/** A provider's body on its way in: read whole within a bound, or let go of. */
final class ProviderBody {

    private static final int FIRST_GUESS = 16 * 1024;
    private static final int TRUSTED_LENGTH = 1024 * 1024;
    private static final byte[] NONE = {};

    private ProviderBody() {}

    /** Bytes and how many of them count. */
    @SuppressWarnings("ArrayRecordComponent") // handed on once, never compared
    record Whole(byte[] bytes, int length) {}

    /** Sees to it that a request that fails ends its provider's work at once; where it is answered, camel-http lets go. */
    static void guard(Exchange exchange) {
        if (exchange.getMessage().getBody() instanceof ResponseBody body) {
            exchange.getExchangeExtension().addOnCompletion(new SynchronizationAdapter() {
                @Override
                public void onFailure(Exchange failed) {
                    body.abort();
                }
            });
        }
    }

    /** Null where the provider sent no body at all. */
    static @Nullable InputStream stream(Message message) {
        return message.getBody(InputStream.class);
    }

    /**
     * Reads all of a body, or lets go of it.
     *
     * @param limit in bytes
     * @throws ProviderException the body is larger
     */
    static Whole read(Message message, int limit) throws IOException {
        InputStream stream = stream(message);
        if (stream == null) {
            return new Whole(NONE, 0);
        }
        try {
            return read(stream, firstGuess(message, limit), limit);
        } catch (IOException | RuntimeException failed) {
            // closing it, as Camel does in the end, would wait for the rest
            abort(stream);
            throw failed;
        }
    }

    /**
     * The first bytes of a body, which may be all of it; of the rest is let go.
     *
     * @param count how many at most
     */
    static byte[] start(Message message, int count) throws IOException {
        InputStream stream = stream(message);
        if (stream == null) {
            return NONE;
        }
        try {
            byte[] bytes = stream.readNBytes(count);
            if (bytes.length == count) {
                abort(stream);
            }
            return bytes;
        } catch (IOException failed) {
            abort(stream);
            throw failed;
        }
    }

    private static Whole read(InputStream stream, int firstGuess, int limit) throws IOException {
        byte[] bytes = new byte[firstGuess];
        int length = 0;
        int count;
        while ((count = stream.read(bytes, length, bytes.length - length)) >= 0) {
            length += count;
            if (length == bytes.length) {
                int next = stream.read();
                if (next < 0) {
                    break;
                }
                if (length >= limit) {
                    throw ProviderException.of(
                            ErrorKind.PROVIDER_BAD_RESPONSE,
                            "The provider's answer is larger than the limit of " + limit + " bytes.");
                }
                bytes = Arrays.copyOf(bytes, (int) Math.min(limit, 2L * length));
                bytes[length++] = (byte) next;
            }
        }
        return new Whole(bytes, length);
    }

    /** The announced length where it is believable: then there is one array, and it fits. */
    private static int firstGuess(Message message, int limit) {
        Long announced = message.getHeader(Exchange.CONTENT_LENGTH, Long.class);
        boolean believable = announced != null && announced > 0 && announced <= TRUSTED_LENGTH;
        return (int) Math.min(believable ? announced : FIRST_GUESS, limit);
    }

    /** Lets go of a body that nobody will read on. */
    static void abort(InputStream stream) {
        if (stream instanceof ResponseBody body) {
            body.abort();
            return;
        }
        try {
            stream.close();
        } catch (IOException gone) {
            // it is being thrown away
        }
    }
}
