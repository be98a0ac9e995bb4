package io.camelid;

import io.camelid.catalog.CatalogException;
import io.camelid.error.SettingException;
import java.io.FileNotFoundException;
import java.net.BindException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** Says in words why the gateway can't start: what an operator can mend needs no stack trace. */
final class StartFailure {

    private StartFailure() {}

    static String told(Throwable failure) {
        List<Throwable> causes =
                Stream.iterate(failure, it -> it != null, Throwable::getCause).toList();
        return causes.stream()
                .filter(StartFailure::saysItAll)
                .map(StartFailure::words)
                .findFirst()
                .orElseGet(() -> "Camelid can't start: " + chain(causes));
    }

    private static boolean saysItAll(Throwable cause) {
        return cause instanceof CatalogException
                || cause instanceof SettingException
                || cause instanceof YamlEngineException
                || cause instanceof BindException;
    }

    private static String words(Throwable cause) {
        return switch (cause) {
            case BindException taken ->
                "A port can't be opened (%s); set CAMEL_SERVER_PORT or CAMEL_MANAGEMENT_PORT to another."
                        .formatted(taken.getMessage());
            case NoSuchFileException missing -> missing.getFile() + " is not there";
            case FileNotFoundException missing -> missing.getMessage() + " is not there";
            default -> cause.getMessage() == null ? cause.toString() : cause.getMessage();
        };
    }

    /** From the outermost to the first cause; those that only repeat another are left out. */
    private static String chain(List<Throwable> causes) {
        List<String> told = new ArrayList<>();
        for (Throwable cause : causes) {
            Throwable next = cause.getCause();
            boolean repeats = next != null && next.toString().equals(cause.getMessage());
            String words = words(cause);
            if (!repeats && told.stream().noneMatch(it -> it.contains(words))) {
                told.add(words);
            }
        }
        return String.join(": ", told);
    }
}
