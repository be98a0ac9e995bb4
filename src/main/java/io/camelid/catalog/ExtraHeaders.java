package io.camelid.catalog;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * HTTP headers that a provider gets with every request. Their values may be secrets: a text form
 * has the names only.
 */
public record ExtraHeaders(Map<String, String> values) {

    static final ExtraHeaders NONE = new ExtraHeaders(Map.of());

    public ExtraHeaders {
        values = Map.copyOf(values);
    }

    /** These and others, which win. */
    ExtraHeaders plus(Map<String, String> more) {
        Map<String, String> all = new LinkedHashMap<>(values);
        more.keySet().forEach(name -> all.keySet().removeIf(name::equalsIgnoreCase));
        all.putAll(more);
        return new ExtraHeaders(all);
    }

    @Override
    public String toString() {
        return "ExtraHeaders" + values.keySet();
    }
}
