package io.camelid.camel;

import io.camelid.dialect.ProxiedUsage;
import io.camelid.dialect.Redaction;
import io.camelid.dialect.Splice;
import io.camelid.dialect.StreamProxy;
import io.camelid.dialect.llamastack.ErrorEncoder;
import io.camelid.dialect.openai.CanonicalPaths;
import io.camelid.dialect.openai.ProxiedAnswer;
import io.camelid.dialect.openai.ProxiedStream;
import io.camelid.error.CamelidException;
import java.nio.charset.StandardCharsets;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/** The dialect a client speaks: whatever of an answer depends on it. */
enum Door {
    OPENAI("openai", "[DONE]") {
        @Override
        byte[] error(CamelidException failure) {
            return io.camelid.dialect.openai.ErrorEncoder.encode(failure);
        }

        @Override
        byte[] errorEvent(CamelidException failure) {
            return error(failure);
        }

        @Override
        StreamProxy relay(String requestedModel, Redaction redaction) {
            return new ProxiedStream(requestedModel, redaction);
        }

        @Override
        Relayed relay(byte[] body, int length, String requestedModel) {
            ProxiedAnswer answer = ProxiedAnswer.read(body, length);
            return new Relayed(answer.withModel(requestedModel), answer.usage());
        }

        @Override
        String path(String canonical) {
            return CanonicalPaths.encode(canonical);
        }
    },

    LLAMA_STACK("llama-stack", "") {
        @Override
        byte[] error(CamelidException failure) {
            return ErrorEncoder.encode(failure);
        }

        @Override
        byte[] errorEvent(CamelidException failure) {
            return ErrorEncoder.encodeEvent(failure);
        }

        @Override
        StreamProxy relay(String requestedModel, Redaction redaction) {
            return new io.camelid.dialect.llamastack.ProxiedStream(redaction);
        }

        @Override
        Relayed relay(byte[] body, int length, String requestedModel) {
            var answer = io.camelid.dialect.llamastack.ProxiedAnswer.read(body, length);
            return new Relayed(answer.body(), answer.usage());
        }

        @Override
        String path(String canonical) {
            return canonical;
        }
    };

    /** A provider's whole answer as it goes on. */
    record Relayed(Splice body, @Nullable ProxiedUsage usage) {}

    private final String dialect;
    private final byte[] lastWord;

    Door(String dialect, String lastWord) {
        this.dialect = dialect;
        this.lastWord = lastWord.getBytes(StandardCharsets.US_ASCII);
    }

    /** The one this request came in by; only after its envelope was read. */
    static Door of(Exchange exchange) {
        String dialect = exchange.getProperty(ExchangeState.DOOR, String.class);
        return LLAMA_STACK.dialect.equals(dialect) ? LLAMA_STACK : OPENAI;
    }

    /** Its name, as the provider types have it. */
    String dialect() {
        return dialect;
    }

    /** The data of the event that ends a complete stream; empty where none does. */
    byte[] lastWord() {
        return lastWord;
    }

    /** The body of an answer that is an error. */
    abstract byte[] error(CamelidException failure);

    /** The data of an event that is one. */
    abstract byte[] errorEvent(CamelidException failure);

    /** Passes on a stream of a provider that speaks the same. */
    abstract StreamProxy relay(String requestedModel, Redaction redaction);

    /** Passes on a whole answer of a provider that speaks the same. */
    abstract Relayed relay(byte[] body, int length, String requestedModel);

    /** Where a field of the canonical request's wire form is in this client's. */
    abstract String path(String canonical);
}
