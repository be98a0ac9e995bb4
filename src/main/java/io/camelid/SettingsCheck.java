package io.camelid;

import io.camelid.error.SettingException;
import java.util.List;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.Ordered;
import org.apache.camel.StartupListener;

/**
 * Looks at every number among the settings when the context starts. Without it, some would be missed until a request needs
 * them, and those of Camel's own would become another number without a word.
 */
final class SettingsCheck implements StartupListener, Ordered {

    /** How much longer than a provider's silence a client's may be, where it is not set, milliseconds. */
    static final int IDLE_BEYOND_SILENCE_MILLIS = 60_000;

    /** The longest time that timers can count, milliseconds. */
    static final long MOST_MILLIS = Integer.MAX_VALUE - IDLE_BEYOND_SILENCE_MILLIS;

    private static final List<Whole> OURS = List.of(
            new Whole("camelid.max-answer-bytes", 1, Long.MAX_VALUE),
            new Whole("camelid.max-buffered-answer-bytes", 1, Long.MAX_VALUE, true),
            new Whole("camelid.max-connections-per-provider", 1, Integer.MAX_VALUE),
            new Whole("camelid.connect-timeout-millis", 1, MOST_MILLIS),
            new Whole("camelid.idle-timeout-millis", 1, MOST_MILLIS));

    /** What a host with an HTTP server of its own has other settings for. */
    private static final List<Whole> STANDALONE = List.of(
            new Whole("camel.server.port", 0, 65_535),
            new Whole("camel.server.max-body-size", 1, Long.MAX_VALUE),
            new Whole("camel.main.shutdown-timeout", 1, Integer.MAX_VALUE),
            new Whole("camelid.max-requests", 1, Integer.MAX_VALUE),
            new Whole("camelid.max-buffered-bytes", 1, Long.MAX_VALUE, true),
            new Whole("camelid.max-header-bytes", 1, Integer.MAX_VALUE),
            new Whole("camelid.request-timeout-millis", 1, MOST_MILLIS));

    private static final Whole MANAGEMENT_PORT = new Whole("camel.management.port", 1, 65_535);

    private static final String ROUTES = "camel.main.routes-include-pattern";

    private final Settings settings;
    private final boolean standalone;

    SettingsCheck(Settings settings, boolean standalone) {
        this.settings = settings;
        this.standalone = standalone;
    }

    /** Before anything is begun. */
    @Override
    public int getOrder() {
        return Ordered.HIGHEST;
    }

    @Override
    public void onCamelContextStarting(CamelContext context, boolean alreadyStarted) {
        Stream.concat(OURS.stream(), standalone ? STANDALONE.stream() : Stream.empty())
                .forEach(this::read);
        if (standalone && settings.text("camel.management.enabled").equals("true")) {
            read(MANAGEMENT_PORT);
        }
    }

    private void read(Whole setting) {
        if (!setting.mayBeEmpty || !settings.text(setting.key).isEmpty()) {
            settings.number(setting.key, setting.least, setting.most);
        }
    }

    /** Before providers get theirs: all routes are those of the pattern. */
    @Override
    public void onCamelContextStarted(CamelContext context, boolean alreadyStarted) {
        if (standalone && context.getRoutes().isEmpty()) {
            throw new SettingException("The setting %s (%s) is '%s', and no route is there."
                    .formatted(ROUTES, Settings.variable(ROUTES), settings.textOr(ROUTES, "routes/*.camel.yaml")));
        }
    }

    /** A whole number between two others, both included. */
    private record Whole(String key, long least, long most, boolean mayBeEmpty) {

        Whole(String key, long least, long most) {
            this(key, least, most, false);
        }
    }
}
