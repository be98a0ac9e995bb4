package io.camelid.catalog;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * HTTP headers that a provider gets with every request. A text form has the names only.
 *
 * @param values by name
 * @param confidential those of them that an operator's file has, whose values may be secrets
 */
public record ExtraHeaders(Map<String, String> values, Map<String, String> confidential) {

    static final ExtraHeaders NONE = ofType(Map.of());

    public ExtraHeaders {
        values = Map.copyOf(values);
        confidential = Map.copyOf(confidential);
    }

    /** What everybody may know. */
    static ExtraHeaders ofType(Map<String, String> values) {
        return new ExtraHeaders(values, Map.of());
    }

    /** These and an operator's, which win. */
    ExtraHeaders plus(Map<String, String> operators) {
        Map<String, String> all = new LinkedHashMap<>(values);
        operators.keySet().forEach(name -> all.keySet().removeIf(name::equalsIgnoreCase));
        all.putAll(operators);
        return new ExtraHeaders(all, operators);
    }

    @Override
    public String toString() {
        return "ExtraHeaders" + values.keySet();
    }
}
