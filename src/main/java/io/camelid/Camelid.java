package io.camelid;

import io.camelid.catalog.CatalogException;
import io.camelid.error.SettingException;
import java.net.BindException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.camel.main.Main;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** The standalone gateway: Camel Main with the routes and settings of the working directory, or those of the jar. */
public final class Camelid {

    private static final String LOGBACK = "logback.configurationFile";
    private static final String SETTINGS = "config/application.properties";

    /** Settings of Camel's that Camel itself does not look for among the environment variables. */
    private static final Pattern GROUPS = Pattern.compile("CAMEL_(SERVER|MANAGEMENT|METRICS|HEALTH)_([A-Z_]+)");

    private Camelid() {}

    public static void main(String... args) throws Exception {
        if (System.getProperty(LOGBACK) == null) {
            System.setProperty(LOGBACK, "io/camelid/logback.xml");
        }
        int code = run(args);
        if (code != 0) {
            System.exit(code);
        }
    }

    private static int run(String... args) throws Exception {
        Main main = new Main();
        main.setPropertyPlaceholderLocations("file:" + SETTINGS + ";optional=true");
        System.getenv().forEach((name, value) -> {
            Matcher known = GROUPS.matcher(name);
            if (known.matches()) {
                main.addOverrideProperty(key(known), value);
            }
        });
        try {
            return main.run(args);
        } catch (Exception failure) {
            String told = told(failure);
            if (told == null) {
                throw failure;
            }
            System.err.println(told);
            return 1;
        }
    }

    private static String key(Matcher variable) {
        return "camel.%s.%s"
                .formatted(variable.group(1), variable.group(2).replace('_', '-'))
                .toLowerCase(Locale.ROOT);
    }

    /** A mistake of the operator's in words that mend it; null where it is none and the stack trace is needed. */
    private static @org.jspecify.annotations.Nullable String told(Throwable failure) {
        return Stream.iterate(failure, it -> it != null, Throwable::getCause)
                .filter(it -> it instanceof CatalogException
                        || it instanceof SettingException
                        || it instanceof YamlEngineException
                        || it instanceof BindException)
                .map(it -> it instanceof BindException
                        ? "A port can't be opened (" + it.getMessage()
                                + "); set CAMEL_SERVER_PORT or CAMEL_MANAGEMENT_PORT to another."
                        : it.getMessage())
                .findFirst()
                .orElse(null);
    }
}
