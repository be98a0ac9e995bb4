package io.camelid.dialect;

import io.camelid.error.RequestException;
import java.util.List;

/**
 * What a gateway must know of a request that it passes on as it came: read in one pass over the bytes, without a tree. The
 * whole body has been checked to be one JSON object in UTF-8; the body itself is shared, not copied.
 */
public final class Envelope {

    private final byte[] body;
    private final int from;
    private final int to;
    private final ByteRanges models;
    private final String model;
    private final boolean stream;
    private final boolean includeUsage;
    private final Occurrences occurrences;

    Envelope(
            byte[] body,
            int from,
            int to,
            ByteRanges models,
            String model,
            boolean stream,
            boolean includeUsage,
            Occurrences occurrences) {
        this.body = body;
        this.from = from;
        this.to = to;
        this.models = models;
        this.model = model;
        this.stream = stream;
        this.includeUsage = includeUsage;
        this.occurrences = occurrences;
    }

    /**
     * Reads a request's body.
     *
     * @param body may be longer than what counts of it; not to be changed as long as this envelope lives
     * @param length how many bytes of it count
     * @throws RequestException it is not one JSON object, or a field is missing or of the wrong type
     */
    public static Envelope read(byte[] body, int length, EnvelopeEndpoint endpoint) {
        return new EnvelopeReader(body, length, endpoint).read();
    }

    /** The model asked for: the last one, where a body names several. */
    public String model() {
        return model;
    }

    /** Whether the answer is to be streamed. */
    public boolean stream() {
        return stream;
    }

    /** Whether a streamed answer is to end with its token counts. */
    public boolean includeUsage() {
        return includeUsage;
    }

    /** The body with another model in place of each top-level one; every other byte as it came, but a byte order mark. */
    public Splice withModel(String other) {
        return new Splice(body, from, to, models, JsonText.quoted(other));
    }

    /** The same as its provider takes it: with another model, and what the rules change; every other byte as it came. */
    public Rewritten rewritten(String other, RequestRules rules) {
        if (!mayChange(other, rules)) {
            return new Rewritten(withModel(other), List.of());
        }
        RuledBytes ruled = new RuledBytes(body, from, to, other);
        Edits edits = ruled.edits(rules.root()).with(models, JsonText.quoted(other));
        return new Rewritten(new Splice(body, from, to, edits), ruled.notCarried());
    }

    /** Whether the rules may have something to do here, which costs a second pass. */
    boolean mayChange(String other, RequestRules rules) {
        return rules.mayTouch(occurrences, other);
    }

    /**
     * A body on its way to a provider.
     *
     * @param notCarried JSON paths of what the provider is not told as the client said it
     */
    public record Rewritten(Splice body, List<String> notCarried) {}
}
