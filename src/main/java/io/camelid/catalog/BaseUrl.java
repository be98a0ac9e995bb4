package io.camelid.catalog;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The address of a provider. */
final class BaseUrl {

    private static final int MAX_PORT = 65_535;

    private static final Set<String> SCHEMES = Set.of("http", "https");

    private BaseUrl() {}

    /** What is wrong with an address, to follow its key's name; empty where nothing is. */
    static String problem(String url) {
        URI uri;
        try {
            uri = new URI(url);
        } catch (URISyntaxException e) {
            return "is not a URL; write one like http://localhost:11434";
        }
        if (uri.getRawUserInfo() != null) {
            return "must hold no user or password; a key belongs in the provider's key setting";
        }
        if (uri.getScheme() == null
                || !SCHEMES.contains(uri.getScheme().toLowerCase(Locale.ROOT))
                || uri.getHost() == null) {
            return "must be an absolute http or https URL, like http://localhost:11434, not '%s'".formatted(url);
        }
        if (uri.getPort() == 0 || uri.getPort() > MAX_PORT) {
            return "has port %d; ports go from 1 to %d".formatted(uri.getPort(), MAX_PORT);
        }
        return uri.getRawQuery() == null && uri.getRawFragment() == null
                ? ""
                : "must end before any '?' or '#'; remove what follows";
    }

    /**
     * Adds a suffix, or what of it is not there yet: {@code /openai/v1} completes {@code https://host}, {@code …/openai}
     * and {@code …/openai/v1} to the same address.
     *
     * @param afterAnyPath whether it is added as well where the path is something else; if not, such a path is the
     *     author's whole word
     */
    static String complete(String url, String suffix, boolean afterAnyPath) {
        String base = url.replaceAll("/+$", "");
        List<String> path = segments(URI.create(base).getRawPath());
        List<String> wanted = segments(suffix);
        int there = overlap(path, wanted);
        if (there == 0 && !path.isEmpty() && !afterAnyPath) {
            return base;
        }
        StringBuilder out = new StringBuilder(base);
        wanted.subList(there, wanted.size()).forEach(segment -> out.append('/').append(segment));
        return out.toString();
    }

    /** How many of the first of {@code wanted} are the last of {@code path}. */
    private static int overlap(List<String> path, List<String> wanted) {
        for (int n = Math.min(path.size(), wanted.size()); n > 0; n--) {
            if (path.subList(path.size() - n, path.size()).equals(wanted.subList(0, n))) {
                return n;
            }
        }
        return 0;
    }

    private static List<String> segments(String path) {
        return List.of(path.split("/", -1)).stream().filter(it -> !it.isEmpty()).toList();
    }
}
