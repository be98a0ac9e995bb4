package io.camelid.camel;

import io.camelid.catalog.AuthHeader;
import io.camelid.catalog.ProviderData;
import io.camelid.catalog.Target;
import io.camelid.dialect.AnswerLosses;
import io.camelid.dialect.Redaction;
import io.camelid.error.CamelidException;
import io.camelid.llama.Usage;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one request, from its first step to its log line; an exchange property. One thread at a time, but while
 * several choices are asked for: what their steps write is safe.
 *
 * <p>Holds what of the client's headers may go on, so that nothing else survives a template's {@code removeHeaders}.
 */
public final class RequestRecord {

    private static final String PROPERTY = "camelidRequest";

    private final String id;
    private final long startNanos = System.nanoTime();
    private final Map<String, String> passedHeaders = new LinkedHashMap<>();
    private final Map<String, String> answerHeaders = Collections.synchronizedMap(new LinkedHashMap<>());
    private final Set<String> notCarried = Collections.synchronizedSet(new LinkedHashSet<>());
    private final AnswerLosses answerLosses = new AnswerLosses();
    private String operation = "";
    private @Nullable String model;
    private @Nullable ProviderData providerData;
    private @Nullable Target target;
    private @Nullable String modelLabel;
    private @Nullable AuthHeader authorisation;
    private @Nullable Redaction redaction;
    private @Nullable CamelidException failure;
    private boolean clientGone;
    private boolean stream;
    private int status;
    private long firstEventNanos;
    private long inputTokens = -1;
    private long outputTokens = -1;

    RequestRecord(String id) {
        this.id = id;
    }

    static Optional<RequestRecord> find(Exchange exchange) {
        return Optional.ofNullable(exchange.getProperty(PROPERTY, RequestRecord.class));
    }

    /** The record of a request that an edge route has let in. */
    static RequestRecord of(Exchange exchange) {
        RequestRecord record = exchange.getProperty(PROPERTY, RequestRecord.class);
        if (record == null) {
            throw new IllegalStateException("no request was opened: a route begins with direct:flow-accept");
        }
        return record;
    }

    void openOn(Exchange exchange) {
        exchange.setProperty(PROPERTY, this);
    }

    String id() {
        return id;
    }

    /** Headers of the client's that reach a provider. */
    Map<String, String> passedHeaders() {
        return passedHeaders;
    }

    /** Headers of the provider's that reach the client. */
    Map<String, String> answerHeaders() {
        return answerHeaders;
    }

    /** The word for what was asked, in the terms of OpenTelemetry's {@code gen_ai.operation.name}; empty if unknown. */
    String operation() {
        return operation;
    }

    void operation(String name) {
        operation = name;
    }

    /** The model's name as the client has it; null as long as no provider was looked for. */
    @Nullable
    String model() {
        return model;
    }

    void model(String name) {
        model = name;
    }

    @Nullable
    Target target() {
        return target;
    }

    /** The chosen target; only after a provider was chosen. */
    Target chosenTarget() {
        if (target == null) {
            throw new IllegalStateException("no provider was chosen: the bean providerChooser comes first");
        }
        return target;
    }

    void choose(Target chosen, String label, @Nullable AuthHeader header) {
        target = chosen;
        modelLabel = label;
        authorisation = header;
        redaction = null;
    }

    /** The model's name among the meters: bounded, whatever clients ask for. */
    String modelLabel() {
        return modelLabel == null ? "" : modelLabel;
    }

    /** What the request brought for its provider; only after a provider was chosen. */
    ProviderData providerData() {
        return Objects.requireNonNull(providerData);
    }

    void providerData(ProviderData data) {
        providerData = data;
    }

    /** Paths of the client's fields that were not carried, in the order they were found missing. */
    Set<String> notCarried() {
        return notCarried;
    }

    /** What of the provider's answers does not reach the client, as far as it is known. */
    AnswerLosses answerLosses() {
        return answerLosses;
    }

    /** What its provider was sent in confidence. */
    Redaction redaction() {
        Target chosen = target;
        if (redaction == null && chosen != null) {
            redaction = Redaction.of(
                    authorisation == null ? null : authorisation.value(),
                    chosen.provider().headers().confidential().values());
        }
        return redaction == null ? Redaction.NONE : redaction;
    }

    @Nullable
    AuthHeader authorisation() {
        return authorisation;
    }

    boolean isStream() {
        return stream;
    }

    void stream(boolean asked) {
        stream = asked;
    }

    /** The failure the client was told of, if any; also one in mid-stream. */
    @Nullable
    CamelidException failure() {
        return failure;
    }

    void fail(CamelidException why) {
        failure = why;
    }

    boolean isClientGone() {
        return clientGone;
    }

    void clientLeft() {
        clientGone = true;
    }

    /** The HTTP status told; 499, as others have it, when the client left before its answer was complete. */
    int status() {
        return clientGone ? 499 : status;
    }

    void status(int told) {
        status = told;
    }

    /** The provider's first event or whole answer is here. */
    void firstEvent() {
        if (firstEventNanos == 0) {
            firstEventNanos = System.nanoTime();
        }
    }

    /** From the start to the first event, nanoseconds; -1 without one. */
    long firstEventNanos() {
        return firstEventNanos == 0 ? -1 : firstEventNanos - startNanos;
    }

    long elapsedNanos() {
        return System.nanoTime() - startNanos;
    }

    /** Tokens as the provider counted them; -1 where it did not. */
    void usage(long input, long output) {
        inputTokens = input;
        outputTokens = output;
    }

    /** Adds what one answer of several cost. */
    void spend(@Nullable Usage cost) {
        if (cost != null) {
            inputTokens = Math.max(inputTokens, 0) + cost.promptTokens();
            outputTokens = Math.max(outputTokens, 0) + cost.completionTokens();
        }
    }

    long inputTokens() {
        return inputTokens;
    }

    long outputTokens() {
        return outputTokens;
    }
}
