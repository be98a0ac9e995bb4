package io.camelid.camel;

import io.camelid.upstream.ResponseBody;
import java.io.IOException;
import java.io.InputStream;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.support.SynchronizationAdapter;
import org.jspecify.annotations.Nullable;

/** A provider's body on its way in, and the ways to let go of it. */
final class ProviderBody {

    private static final byte[] NONE = {};

    private ProviderBody() {}

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
        } catch (Throwable failed) {
            abort(stream);
            throw failed;
        }
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
