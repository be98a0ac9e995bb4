package io.camelid.camel;

import io.camelid.error.CamelidException;
import io.camelid.error.ErrorKind;
import io.camelid.error.ProviderException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the operator the cause of a failure, of which the client gets but the kind: under the request's id, as all it logs. */
final class FailureLog {

    private static final Logger LOG = LoggerFactory.getLogger(FailureLog.class);

    private FailureLog() {}

    static void tell(CamelidException failure) {
        if (failure.kind() == ErrorKind.INTERNAL) {
            LOG.error("A request failed by a fault of the gateway's", failure.getCause());
        } else if (failure.status() >= 500) {
            LOG.warn("{}{}", words(failure), failure.getCause() == null ? "" : " (" + failure.getCause() + ")");
        }
    }

    /** A provider's own text stays out of the log: it may repeat the request. */
    private static String words(CamelidException failure) {
        return failure instanceof ProviderException e && e.told() != null
                ? "The provider answered with an error of its own"
                : failure.text();
    }
}
