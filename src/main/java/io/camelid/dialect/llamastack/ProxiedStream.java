package io.camelid.dialect.llamastack;

import com.fasterxml.jackson.databind.JsonNode;
import io.camelid.dialect.ProviderErrors;
import io.camelid.dialect.ProxiedUsage;
import io.camelid.dialect.Redaction;
import io.camelid.dialect.SseProxy;
import io.camelid.error.CamelidException;
import io.camelid.error.ProviderException;
import io.camelid.sse.SseEvent;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The stream of a Llama Stack server on its way to a Llama Stack client: the data of each event goes on as it came. No word
 * ends such a stream; it is complete once an event says {@code complete} or gives a {@code stop_reason} and the server
 * closes it, and has failed where the server closes it before.
 *
 * <p>Source: Llama Stack, {@code ChatCompletionResponseStreamChunk}, {@code CompletionResponseStreamChunk}.
 */
public final class ProxiedStream extends SseProxy {

    /** Not Llama Stack's, but of servers that stand in for it. */
    private static final byte[] DONE = "[DONE]".getBytes(StandardCharsets.US_ASCII);

    private boolean complete;
    private @Nullable ProxiedUsage usage;

    /** @param redaction what an error that goes on must not hold */
    public ProxiedStream(Redaction redaction) {
        super(redaction);
    }

    @Override
    public @Nullable ProxiedUsage usage() {
        return usage;
    }

    @Override
    protected boolean isComplete() {
        return complete;
    }

    @Override
    protected void sayDone() {
        // the server's closing says it
    }

    @Override
    protected byte[] errorEvent(CamelidException why) {
        return ErrorEncoder.encodeEvent(why);
    }

    @Override
    protected void event(SseEvent event) {
        boolean named = "error".equals(event.name());
        if ((event.isBlank() && !named) || (complete && event.says(DONE))) {
            return;
        }
        JsonNode json = ProviderErrors.parse(event.array(), event.offset(), event.length());
        if (named || (json != null && json.isObject() && StreamErrors.isError(json))) {
            error(redacted(event));
        } else if (json == null || !json.isObject()) {
            failed(event.terminated() ? "has an event that is no JSON object" : "broke off");
        } else if (!StreamErrors.isAnswer(json)) {
            failed("has an event that is none of Llama Stack's");
        } else {
            look(json);
            forwarded();
            forward(event);
        }
    }

    /** In Llama Stack's shape it goes on as it came; its clients would not know another. */
    private void error(SseEvent event) {
        JsonNode json = ProviderErrors.parse(event.array(), event.offset(), event.length());
        if (json == null || !json.hasNonNull("error")) {
            ProviderException told = redacted(ProviderErrors.inBand(event.array(), event.offset(), event.length()));
            writer().event(errorEvent(told));
            errorTold(told);
            return;
        }
        forward(event);
        errorTold(redacted(StreamErrors.read(json)));
    }

    private void look(JsonNode json) {
        ProxiedUsage told = ProxiedAnswer.usage(json);
        usage = told == null ? usage : told;
        complete |= json.path("event").path("event_type").asText().equals("complete")
                || json.path("stop_reason").isTextual();
    }

    private void forward(SseEvent event) {
        writer().open(event.otherLines());
        writer().data(event.array(), event.offset(), event.length());
        writer().close();
    }
}
