package io.camelid;

import io.camelid.catalog.CatalogException;
import io.camelid.error.SettingException;
import java.net.BindException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.FailedToCreateRouteException;
import org.apache.camel.model.Model;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** What keeps the gateway from starting, in words that mend it: what was thrown says it, but for its stack. */
final class StartFailure {

    private StartFailure() {}

    /** @param context as far as it came; null where it did not come to be */
    static String told(Throwable failure, @Nullable CamelContext context) {
        List<Throwable> chain = Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
                .limit(20)
                .toList();
        return chain.stream()
                .filter(it -> it instanceof CatalogException
                        || it instanceof SettingException
                        || it instanceof YamlEngineException
                        || it instanceof BindException)
                .map(StartFailure::words)
                .findFirst()
                .orElseGet(() -> "Camelid can't start: %s%s (CAMELID_LOG_LEVEL=DEBUG shows the stack.)"
                        .formatted(file(chain, context), String.join(": ", telling(chain))));
    }

    /** Where the route stands that could not be made; empty where none was at fault, or nobody knows. */
    private static String file(List<Throwable> chain, @Nullable CamelContext context) {
        if (context == null) {
            return "";
        }
        Model model = context.getCamelContextExtension().getContextPlugin(Model.class);
        return chain.stream()
                .filter(FailedToCreateRouteException.class::isInstance)
                .map(it -> model.getRouteDefinition(((FailedToCreateRouteException) it).getRouteId()))
                .filter(it -> it != null && it.getResource() != null)
                .map(it -> it.getResource().getLocation() + ": ")
                .findFirst()
                .orElse("");
    }

    /** What each says that is not said already, from the outside in. */
    private static List<String> telling(List<Throwable> chain) {
        List<String> told = new ArrayList<>();
        for (Throwable each : chain) {
            String words = words(each);
            boolean wraps = each.getCause() != null
                    && (words == null || words.equals(each.getCause().toString()));
            if (!wraps) {
                String said = words == null ? each.getClass().getSimpleName() : words;
                if (told.stream().noneMatch(it -> it.contains(said))) {
                    told.add(said);
                }
            }
        }
        return told;
    }

    private static @Nullable String words(Throwable failure) {
        return switch (failure) {
            case BindException taken ->
                "A port can't be opened (%s); set CAMEL_SERVER_PORT or CAMEL_MANAGEMENT_PORT to another."
                        .formatted(taken.getMessage());
            case NoSuchFileException missing ->
                "There is no %s; where routes should be there, set CAMEL_MAIN_ROUTES_INCLUDE_PATTERN to where they are."
                        .formatted(missing.getFile());
            default -> failure.getMessage();
        };
    }
}
