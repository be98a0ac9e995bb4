package io.camelid;

import static org.apache.camel.util.function.Suppliers.memorize;

import io.camelid.camel.AnswerReader;
import io.camelid.camel.AnswerRelay;
import io.camelid.camel.ChatAnswerStep;
import io.camelid.camel.ChatInWordsStep;
import io.camelid.camel.ChatRequestStep;
import io.camelid.camel.ChoicesAsker;
import io.camelid.camel.CompletionAnswerStep;
import io.camelid.camel.CompletionRequestStep;
import io.camelid.camel.DialectAnswer;
import io.camelid.camel.DialectRequest;
import io.camelid.camel.EmbeddingsAnswerStep;
import io.camelid.camel.EmbeddingsRequestStep;
import io.camelid.camel.EnvelopeDecoder;
import io.camelid.camel.ErrorAnswer;
import io.camelid.camel.FixedAnswer;
import io.camelid.camel.KeyGuard;
import io.camelid.camel.LlamaStackAnswerStep;
import io.camelid.camel.LlamaStackRequestStep;
import io.camelid.camel.Meters;
import io.camelid.camel.ModelsAnswer;
import io.camelid.camel.ProviderAnswer;
import io.camelid.camel.ProviderChooser;
import io.camelid.camel.ProviderDataHeader;
import io.camelid.camel.ProviderRequest;
import io.camelid.camel.ProvidersAnswer;
import io.camelid.camel.ProxiedRequest;
import io.camelid.camel.RequestLog;
import io.camelid.camel.RequestOpener;
import io.camelid.camel.RouteAnswer;
import io.camelid.camel.RouteFailure;
import io.camelid.camel.RouteRequest;
import io.camelid.camel.SimulatorStep;
import io.camelid.camel.StreamRelay;
import io.camelid.camel.UnknownUrl;
import io.camelid.camel.UnsupportedEndpoint;
import io.camelid.camel.WrittenCallsStep;
import io.camelid.catalog.Catalog;
import io.camelid.catalog.CatalogWatch;
import io.camelid.catalog.Provider;
import io.camelid.catalog.ProviderRoutes;
import io.camelid.dialect.Dialect;
import io.camelid.dialect.Json;
import io.camelid.dialect.anthropic.AnthropicDialect;
import io.camelid.dialect.gemini.GeminiDialect;
import io.camelid.dialect.llamastack.LlamaStackDialect;
import io.camelid.dialect.openai.OpenAiDialect;
import io.camelid.edge.EventLoops;
import io.camelid.edge.PulledBody;
import io.camelid.edge.PushedBody;
import io.camelid.upstream.UpstreamClient;
import io.camelid.upstream.UpstreamOptions;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import java.io.InputStream;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.Service;
import org.apache.camel.StartupListener;
import org.apache.camel.spi.ContextServicePlugin;
import org.apache.camel.support.SimpleTypeConverter;
import org.apache.hc.client5.http.classic.HttpClient;

/**
 * The only place that builds objects and names beans. Camel finds it by itself in any context whose class path holds this
 * jar: Camel Main, Spring Boot and Quarkus alike. A bean is made when a route first asks for it: by then all settings are
 * known.
 */
public final class CamelidBeans implements ContextServicePlugin {

    @Override
    public void load(CamelContext context) {
        boolean standalone = isStandalone(context);
        ShippedFiles.addTo(context.getPropertiesComponent(), standalone);
        Settings settings = new Settings(context.getPropertiesComponent());
        Meters meters = new Meters(() -> meters(context));
        Supplier<CatalogWatch> watch = memorize(() -> watch(settings, meters));
        Supplier<Catalog> catalog = () -> watch.get().current();

        RequestLog log = new RequestLog(meters);
        bindRequestSteps(context, settings, catalog, log);
        Supplier<AnswerReader> reader = memorize(() -> answerReader(settings));
        bindProviderSteps(context, settings, reader);
        bindTranslation(context, settings, reader);
        context.getTypeConverterRegistry()
                .addTypeConverter(
                        InputStream.class, PushedBody.class, new SimpleTypeConverter(false, CamelidBeans::pulled));
        ProviderRoutes routes = new ProviderRoutes(context, watch);
        serve(context, routes);
        listen(context, new SettingsCheck(settings, standalone));
        listen(context, routes);
        if (standalone) {
            StandaloneBeans.bind(context, settings, catalog, log);
        }
    }

    private static CatalogWatch watch(Settings settings, Meters meters) {
        CatalogWatch watch = new CatalogWatch(ShippedFiles.providers(settings));
        watch.listen(meters);
        return watch;
    }

    /** For hosts whose HTTP server knows streams that are pulled, and for steps of an integrator's. */
    private static InputStream pulled(Class<?> type, Exchange exchange, Object body) {
        return new PulledBody((PushedBody) body);
    }

    private static void bindRequestSteps(
            CamelContext context, Settings settings, Supplier<Catalog> catalog, RequestLog log) {
        step(context, "requestOpener", () -> new RequestOpener(log));
        step(context, "keyGuard", () -> new KeyGuard(settings.list("camelid.api-keys")));
        step(context, "envelopeDecoder", EnvelopeDecoder::new);
        step(context, "providerChooser", () -> new ProviderChooser(catalog));
        step(context, "modelsAnswer", () -> new ModelsAnswer(catalog, Instant.now()));
        step(context, "unknownUrl", UnknownUrl::new);
        step(context, "errorAnswer", ErrorAnswer::openAi);
        step(context, "llamaStackErrorAnswer", ErrorAnswer::llamaStack);
        step(context, "providersAnswer", () -> new ProvidersAnswer(catalog));
        step(context, "healthAnswer", () -> new FixedAnswer("health", Map.of("status", "OK")));
        step(context, "versionAnswer", () -> new FixedAnswer("version", Map.of("version", version())));
    }

    private static void bindProviderSteps(CamelContext context, Settings settings, Supplier<AnswerReader> reader) {
        step(context, "proxiedRequest", () -> new ProxiedRequest(settings.text("camelid.lossy")));
        step(context, "providerRequest", ProviderRequest::new);
        step(context, "providerDataHeader", ProviderDataHeader::new);
        step(context, "providerAnswer", () -> new ProviderAnswer(CamelidBeans::dialect));
        step(context, "answerRelay", () -> new AnswerRelay(reader.get()));
        step(context, "streamRelay", () -> new StreamRelay(reader.get()));
        context.getRegistry()
                .bind("providerHttpClient", HttpClient.class, memorize(() -> httpClient(context, settings))::get);
    }

    private static void bindTranslation(CamelContext context, Settings settings, Supplier<AnswerReader> reader) {
        context.getRegistry().bind("jsonMapper", Json.MAPPER);
        step(context, "chatRequestDecoder", () -> new ChatRequestStep(settings.text("camelid.lossy")));
        step(context, "chatAnswerEncoder", ChatAnswerStep::new);
        step(context, "completionRequestDecoder", () -> new CompletionRequestStep(settings.text("camelid.lossy")));
        step(context, "completionAnswerEncoder", CompletionAnswerStep::new);
        step(context, "embeddingsRequestDecoder", () -> new EmbeddingsRequestStep(settings.text("camelid.lossy")));
        step(context, "embeddingsAnswerEncoder", EmbeddingsAnswerStep::new);
        step(context, "llamaStackRequestDecoder", () -> new LlamaStackRequestStep(settings.text("camelid.lossy")));
        step(context, "llamaStackAnswerEncoder", LlamaStackAnswerStep::new);
        step(
                context,
                "dialectRequest",
                () -> new DialectRequest(CamelidBeans::dialect, settings.text("camelid.lossy")));
        step(context, "dialectAnswer", () -> new DialectAnswer(CamelidBeans::dialect, reader.get()));
        step(
                context,
                "chatInWords",
                () -> new ChatInWordsStep(settings.text("camelid.lossy"), Clock.systemDefaultZone()));
        step(context, "choicesAsker", () -> new ChoicesAsker(route(context, "direct:flow-ask-choice")));
        step(context, "routeRequest", () -> new RouteRequest(settings.text("camelid.lossy")));
        step(context, "routeAnswer", () -> new RouteAnswer(reader.get()));
        step(context, "routeFailure", RouteFailure::new);
        step(context, "writtenCalls", WrittenCallsStep::new);
        step(context, "unsupportedEndpoint", UnsupportedEndpoint::new);
        step(context, "simulator", SimulatorStep::new);
    }

    /** The wire format of a provider that is called over HTTP. */
    private static Dialect dialect(Provider provider) {
        return switch (provider.dialect()) {
            case "openai" -> new OpenAiDialect(provider.extraParams(), provider.requestRules());
            case "llama-stack" -> new LlamaStackDialect();
            case "gemini" -> new GeminiDialect(provider.models());
            case "anthropic" -> new AnthropicDialect(provider.models());
            default -> throw new IllegalStateException("no dialect is called '" + provider.dialect() + "'");
        };
    }

    /** As the jar's manifest has it. */
    private static String version() {
        return Objects.requireNonNullElse(Camelid.class.getPackage().getImplementationVersion(), "development");
    }

    private static void step(CamelContext context, String name, Supplier<Processor> bean) {
        context.getRegistry().bind(name, Processor.class, memorize(bean)::get);
    }

    /** A route of ours as a step of a bean's. */
    private static Processor route(CamelContext context, String uri) {
        try {
            Producer producer = context.getEndpoint(uri).createProducer();
            context.addService(producer);
            return producer;
        } catch (Exception e) {
            throw new IllegalStateException("no way to " + uri, e);
        }
    }

    /** One for all steps: what they read has one common bound. */
    private static AnswerReader answerReader(Settings settings) {
        return new AnswerReader(
                settings.integer("camelid.max-answer-bytes"),
                settings.numberOr(
                        "camelid.max-buffered-answer-bytes",
                        1,
                        Long.MAX_VALUE,
                        Runtime.getRuntime().maxMemory() / 2));
    }

    private static HttpClient httpClient(CamelContext context, Settings settings) {
        UpstreamClient client = new UpstreamClient(
                eventLoops(context),
                new UpstreamOptions(
                        settings.integer("camelid.connect-timeout-millis"),
                        settings.number("camelid.idle-timeout-millis"),
                        settings.integer("camelid.max-connections-per-provider")));
        serve(context, client);
        return client;
    }

    /** Those of the edge; in a host with an HTTP server of its own, some for the calls to providers alone. */
    private static Supplier<EventLoops> eventLoops(CamelContext context) {
        return isStandalone(context)
                ? () -> StandaloneBeans.eventLoops(context)
                : memorize(() -> {
                    EventLoops own = new EventLoops(Vertx.vertx());
                    serve(context, own);
                    return own;
                });
    }

    /** The host's own registry where it has one; without, meters are kept and nobody reads them. */
    private static MeterRegistry meters(CamelContext context) {
        MeterRegistry registry = context.getRegistry().findSingleByType(MeterRegistry.class);
        return registry == null ? new SimpleMeterRegistry() : registry;
    }

    /** Ends it with the context. */
    private static void serve(CamelContext context, Service service) {
        try {
            context.addService(service);
        } catch (Exception e) {
            throw new IllegalStateException("this Camel context takes no services", e);
        }
    }

    static void listen(CamelContext context, StartupListener listener) {
        try {
            context.addStartupListener(listener);
        } catch (Exception e) {
            throw new IllegalStateException("this Camel context takes no startup listeners", e);
        }
    }

    private static boolean isStandalone(CamelContext context) {
        return context.getClassResolver()
                        .resolveClass("org.apache.camel.component.platform.http.main.DefaultMainHttpServerFactory")
                != null;
    }
}
