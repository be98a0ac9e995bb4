package io.camelid;

import io.camelid.catalog.CatalogFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Properties;
import org.apache.camel.spi.PropertiesComponent;

/** What the jar brings along of settings, routes and providers, and where the working directory's own come first. */
final class ShippedFiles {

    private static final String CONFIG = "io/camelid/config/";
    private static final String SETTINGS = CONFIG + "application.properties";

    /** Where the providers are by default. */
    private static final Path PROVIDERS = Path.of("config", "providers.yaml");

    private ShippedFiles() {}

    /** Our own settings everywhere; those of Camel's that we ship are for the standalone gateway, not for a host. */
    static void addTo(PropertiesComponent properties, boolean standalone) {
        properties.addInitialProperty("camel.main.routesIncludePattern", routes());
        if (standalone) {
            properties.addLocation("classpath:" + SETTINGS);
            return;
        }
        Properties shipped = shippedSettings();
        shipped.stringPropertyNames().stream()
                .filter(key -> key.startsWith("camelid."))
                .forEach(key -> properties.addInitialProperty(key, shipped.getProperty(key)));
    }

    private static Properties shippedSettings() {
        Properties shipped = new Properties();
        try (InputStream in =
                Objects.requireNonNull(ShippedFiles.class.getClassLoader().getResourceAsStream(SETTINGS))) {
            shipped.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return shipped;
    }

    /** Those of the working directory, or those of the jar where there are none. */
    private static String routes() {
        return (hasRoutes(Path.of("routes")) ? "file:" : "classpath:") + "routes/*.camel.yaml";
    }

    private static boolean hasRoutes(Path folder) {
        if (!Files.isDirectory(folder)) {
            return false;
        }
        try (DirectoryStream<Path> routes = Files.newDirectoryStream(folder, "*.camel.yaml")) {
            return routes.iterator().hasNext();
        } catch (IOException unreadable) {
            return false;
        }
    }

    /** A file that somebody names must be there. */
    static CatalogFile providers(Settings settings) {
        Path file = Path.of(settings.text("camelid.providers"));
        return file.equals(PROVIDERS)
                ? CatalogFile.at(file, CONFIG + PROVIDERS.getFileName(), System::getenv)
                : CatalogFile.at(file, System::getenv);
    }
}
