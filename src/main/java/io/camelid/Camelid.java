package io.camelid;

import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.camel.main.Main;

/** The standalone gateway: Camel Main with the routes and settings of the working directory, or those of the jar. */
public final class Camelid {

    private static final String LOGBACK = "logback.configurationFile";

    private Camelid() {}

    public static void main(String... args) throws Exception {
        if (System.getProperty(LOGBACK) == null) {
            System.setProperty(LOGBACK, "io/camelid/logback.xml");
        }
        Main main = new Main();
        main.setPropertyPlaceholderLocations("file:config/application.properties;optional=true");
        if (Files.isDirectory(Path.of("routes"))) {
            main.addInitialProperty("camel.main.routesIncludePattern", "file:routes/*.camel.yaml");
        }
        int code = main.run(args);
        if (code != 0) {
            System.exit(code);
        }
    }
}
