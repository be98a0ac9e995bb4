package io.camelid.camel;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.camelid.catalog.Catalog;
import io.camelid.catalog.Target;
import io.camelid.dialect.Json;
import io.camelid.dialect.openai.ModelObject;
import io.camelid.llama.Model;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;

/** Answers with the catalog's models, or with the one whose id follows {@code /models/}, slashes and all. */
public final class ModelsAnswer implements Processor {

    private static final String MODELS = "/models";

    private final Supplier<Catalog> catalog;
    private final long created;

    /** @param created what every model tells as its date: when the gateway began to serve it */
    public ModelsAnswer(Supplier<Catalog> catalog, Instant created) {
        this.catalog = catalog;
        this.created = created.getEpochSecond();
    }

    @Override
    public void process(Exchange exchange) throws JsonProcessingException {
        Message message = exchange.getMessage();
        RequestRecord record = RequestRecord.of(exchange);
        record.operation("models");
        String path = message.getHeader(Exchange.HTTP_PATH, String.class);
        String id = path.substring(path.indexOf(MODELS) + MODELS.length());
        Object answer = id.length() <= 1
                ? ModelObject.page(List.copyOf(catalog.get().models().values()), created)
                : one(decoded(id.substring(1)));
        AnswerHeaders.write(message, record, 200, "application/json");
        message.setBody(Json.MAPPER.writeValueAsBytes(answer));
    }

    private ModelObject one(String id) {
        return catalog.get()
                .model(id)
                .or(() -> catalog.get().resolve(id).map(ModelsAnswer::unlisted))
                .map(model -> ModelObject.of(model, created))
                .orElseThrow(() -> ProviderChooser.unknown(id));
    }

    /** Served by its provider's prefix, without an entry of its own. */
    private static Model unlisted(Target target) {
        return new Model(
                target.requestedModel(),
                target.upstreamModel(),
                target.provider().id(),
                Model.Type.LLM,
                Map.of());
    }

    private static String decoded(String path) {
        try {
            // a plus sign is itself in a path
            return URLDecoder.decode(path.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException malformed) {
            return path;
        }
    }
}
