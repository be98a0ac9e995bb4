package io.camelid.gateway;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** The routes as shipped, for an operator to change. */
final class RouteFiles {

    private RouteFiles() {}

    static void copyTo(Path folder) throws IOException {
        Files.createDirectories(folder);
        try (Stream<Path> routes = Files.list(Path.of("routes"))) {
            for (Path route : routes.toList()) {
                Files.copy(route, folder.resolve(route.getFileName()));
            }
        }
    }
}
