package io.camelid.camel;

import static org.apache.camel.util.function.Suppliers.memorize;

import io.camelid.catalog.Catalog;
import io.camelid.catalog.CatalogChange;
import io.camelid.catalog.CatalogListener;
import io.camelid.catalog.Provider;
import io.camelid.error.CamelidException;
import io.camelid.error.ProviderException;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * Our few meters, under OpenTelemetry's names for generative AI where it has one. Meters are looked up once for each
 * combination of labels; all labels are bounded.
 *
 * <p>Source: OpenTelemetry semantic conventions, {@code gen_ai} metrics. Units: seconds, tokens.
 */
public final class Meters implements CatalogListener {

    /** The upper bounds of the buckets that OpenTelemetry advises. */
    private static final Duration[] TIMES =
            boundaries(10, 2, 14).mapToObj(Duration::ofMillis).toArray(Duration[]::new);

    private static final double[] TOKENS = boundaries(1, 4, 14).asDoubleStream().toArray();

    private final Supplier<MeterRegistry> source;
    private volatile Catalog catalog = Catalog.EMPTY;
    private final Map<Labels, RequestMeters> requests = new ConcurrentHashMap<>();
    private final Map<String, ProviderState> providers = new ConcurrentHashMap<>();

    /** With a registry that is asked for when the first request has ended: hosts make theirs late. */
    public Meters(Supplier<MeterRegistry> source) {
        this.source = source;
    }

    private static LongStream boundaries(long first, int factor, int count) {
        return LongStream.iterate(first, it -> it * factor).limit(count);
    }

    void count(RequestRecord record) {
        RequestMeters meters =
                requests.computeIfAbsent(Labels.of(record), labels -> new RequestMeters(source.get(), labels));
        meters.duration.record(record.elapsedNanos(), TimeUnit.NANOSECONDS);
        if (record.isStream() && record.firstEventNanos() >= 0) {
            meters.firstEvent.get().record(record.firstEventNanos(), TimeUnit.NANOSECONDS);
        }
        meters.countTokens(record);
        if (record.target() != null && !record.isClientGone() && wasCalled(record)) {
            state(record.target().provider().id(), isProvidersFault(record.failure()) ? 0 : 1);
        }
    }

    private static boolean wasCalled(RequestRecord record) {
        return record.firstEventNanos() >= 0 || record.failure() instanceof ProviderException;
    }

    private static boolean isProvidersFault(@Nullable CamelidException failure) {
        return failure instanceof ProviderException && failure.kind().status() >= 500;
    }

    private void state(String provider, int up) {
        if (catalog.providers().containsKey(provider)) {
            providers.computeIfAbsent(provider, this::register).up.set(up);
        }
    }

    private ProviderState register(String provider) {
        AtomicInteger up = new AtomicInteger(1);
        return new ProviderState(
                up,
                Gauge.builder("camelid.provider.up", up, AtomicInteger::get)
                        .description("1 while the last call to the provider went well, else 0")
                        .tag("gen_ai.provider.name", provider)
                        .register(source.get()));
    }

    /** Of a provider that is gone nobody can say how it is. */
    @Override
    public void afterChange(CatalogChange change) {
        catalog = change.after();
        for (Provider gone : change.removed()) {
            ProviderState state = providers.remove(gone.id());
            if (state != null) {
                source.get().remove(state.gauge);
            }
        }
    }

    private record ProviderState(AtomicInteger up, Gauge gauge) {}

    private record Labels(String operation, String provider, String model, int status, String error) {

        static Labels of(RequestRecord record) {
            CamelidException failure = record.failure();
            return new Labels(
                    record.operation(),
                    record.target() == null ? "" : record.target().provider().id(),
                    record.modelLabel(),
                    record.status(),
                    failure == null ? "" : failure.kind().name().toLowerCase(Locale.ROOT));
        }

        Tags tags() {
            return Tags.of(
                    "gen_ai.operation.name", operation,
                    "gen_ai.provider.name", provider,
                    "gen_ai.request.model", model);
        }
    }

    /** What requests of the same labels share. Meters that most never need are made when first needed. */
    private static final class RequestMeters {
        private final Timer duration;
        private final Supplier<Timer> firstEvent;
        private final Supplier<DistributionSummary> inputTokens;
        private final Supplier<DistributionSummary> outputTokens;

        RequestMeters(MeterRegistry registry, Labels labels) {
            Tags tags = labels.tags();
            duration = Timer.builder("gen_ai.server.request.duration")
                    .description("From the request's arrival to the end of its answer")
                    .tags(tags.and(
                            "http.response.status_code", String.valueOf(labels.status), "error.type", labels.error))
                    .serviceLevelObjectives(TIMES)
                    .register(registry);
            firstEvent = memorize(() -> Timer.builder("gen_ai.server.time_to_first_token")
                    .description("From the request's arrival to the first event of its stream")
                    .tags(tags)
                    .serviceLevelObjectives(TIMES)
                    .register(registry));
            inputTokens = memorize(() -> tokens(registry, tags, "input"));
            outputTokens = memorize(() -> tokens(registry, tags, "output"));
        }

        void countTokens(RequestRecord record) {
            if (record.inputTokens() > 0) {
                inputTokens.get().record(record.inputTokens());
            }
            if (record.outputTokens() > 0) {
                outputTokens.get().record(record.outputTokens());
            }
        }

        private static DistributionSummary tokens(MeterRegistry registry, Tags tags, String type) {
            return DistributionSummary.builder("gen_ai.client.token.usage")
                    .description("Tokens of a request, as the provider counted them")
                    .serviceLevelObjectives(TOKENS)
                    .tags(tags.and("gen_ai.token.type", type))
                    .register(registry);
        }
    }
}
