package io.camelid.dialect.gemini;

import io.camelid.error.RequestException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What the API calls a model.
 *
 * <p>Source: Gemini API v1beta, {@code models/…}; a name with a slash is a resource's own: {@code tunedModels/…},
 * {@code publishers/google/models/…}. Throws: {@link RequestException} for a name that is a way somewhere else.
 */
record ModelResource(String name) {

    static ModelResource of(String model) {
        String name = model.contains("/") ? model : "models/" + model;
        if (segments(name).stream().anyMatch(segment -> segment.matches("\\.{0,2}"))) {
            // the name may be a client's, and must not lead anywhere else
            throw RequestException.invalid("'model' is no name of a model.", "model");
        }
        return new ModelResource(name);
    }

    /** As it stands in a URL. */
    String path() {
        return segments(name).stream()
                .map(segment ->
                        URLEncoder.encode(segment, StandardCharsets.UTF_8).replace("+", "%20"))
                .collect(Collectors.joining("/"));
    }

    private static List<String> segments(String name) {
        return List.of(name.split("/", -1));
    }
}
