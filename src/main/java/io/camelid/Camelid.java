package io.camelid;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.main.Main;
import org.slf4j.LoggerFactory;

/** The standalone gateway: Camel Main with the routes and settings of the working directory, or those of the jar. */
public final class Camelid {

    private static final String LOGBACK = "logback.configurationFile";
    private static final String SETTINGS = "config/application.properties";

    /** Settings of Camel's that Camel itself does not look for among the environment variables. */
    private static final Pattern GROUPS = Pattern.compile("CAMEL_(SERVER|MANAGEMENT|METRICS|HEALTH)_([A-Z_]+)");

    private Camelid() {}

    public static void main(String... args) {
        if (System.getProperty(LOGBACK) == null) {
            System.setProperty(LOGBACK, "io/camelid/logback.xml");
        }
        int code = run(args);
        if (code != 0) {
            System.exit(code);
        }
    }

    private static int run(String... args) {
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
            // not before its configuration is named
            LoggerFactory.getLogger(Camelid.class).debug("The start failed", failure);
            System.err.println(StartFailure.told(failure, main.getCamelContext()));
            return 1;
        }
    }

    private static String key(Matcher variable) {
        return "camel.%s.%s"
                .formatted(variable.group(1), variable.group(2).replace('_', '-'))
                .toLowerCase(Locale.ROOT);
    }
}
