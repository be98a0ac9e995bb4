package io.camelid.dialect;

import io.camelid.error.CamelidException;
import io.camelid.error.ErrorKind;
import io.camelid.error.ProviderException;
import io.camelid.error.RequestException;

/** Whose words a JSON document is, which says what a wrong field is, and how exactly its losses are told. */
enum Document {
    /** A client's. */
    REQUEST(RequestException::invalid),
    /** A provider's. */
    ANSWER(Document::badAnswer),
    /** A provider's, one of the many of a streamed answer. */
    EVENT(Document::badAnswer);

    /** Makes the failure a wrong field is. */
    @FunctionalInterface
    private interface Fault {
        CamelidException of(String message, String path);
    }

    private final Fault fault;

    Document(Fault fault) {
        this.fault = fault;
    }

    /** @param path the field that is wrong; empty for the whole document */
    CamelidException wrong(String message, String path) {
        return fault.of(message, path);
    }

    private static CamelidException badAnswer(String message, String path) {
        return ProviderException.of(
                ErrorKind.PROVIDER_BAD_RESPONSE, "The provider's answer is not in its dialect: " + message);
    }
}
