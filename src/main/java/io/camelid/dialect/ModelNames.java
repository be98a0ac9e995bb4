package io.camelid.dialect;

import java.util.function.Predicate;
import java.util.regex.Pattern;

/** Which models a row of a provider's is for. */
final class ModelNames {

    private ModelNames() {}

    /** @param expression a regular expression that a model's whole name matches; empty for all models */
    static Predicate<String> matching(String expression) {
        return expression.isEmpty()
                ? model -> true
                : Pattern.compile(expression).asMatchPredicate();
    }
}
