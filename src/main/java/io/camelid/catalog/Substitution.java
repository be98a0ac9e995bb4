package io.camelid.catalog;

import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Puts environment variables where a text says {@code ${env.NAME}}, {@code ${env.NAME:=default}} or
 * {@code ${env.NAME:+text}}. As in a shell, the last two take an empty variable for one that is not set.
 *
 * <p>Source: Llama Stack, {@code replace_env_vars}; its older spellings {@code ${env.NAME:default}} and
 * {@code ${env.NAME+text}} still stand in users' files and mean the same.
 */
final class Substitution {

    private static final Pattern REFERENCE =
            Pattern.compile("\\$\\{env\\.(?<name>\\w+)(?:(?<operator>:=|:\\+|:(?!-)|\\+)(?<text>[^}]*))?}");

    private final Environment environment;

    Substitution(Environment environment) {
        this.environment = environment;
    }

    /** The text with its references replaced. */
    String apply(String text) throws BadValueException {
        return replace(text, false);
    }

    /** The text as it would be if every {@code ${env.NAME:+text}} were on: the name of what is switched off. */
    String applySwitchedOn(String text) throws BadValueException {
        return replace(text, true);
    }

    private String replace(String text, boolean switchedOn) throws BadValueException {
        Matcher matcher = REFERENCE.matcher(text);
        StringBuilder out = new StringBuilder();
        while (matcher.find()) {
            matcher.appendReplacement(out, Matcher.quoteReplacement(value(matcher, switchedOn)));
        }
        matcher.appendTail(out);
        if (out.indexOf("${env.") >= 0) {
            throw new BadValueException(
                    "has a reference that can't be read; write ${env.NAME}, ${env.NAME:=default} or ${env.NAME:+text}, not nested");
        }
        return out.toString();
    }

    private String value(MatchResult reference, boolean switchedOn) throws BadValueException {
        String name = reference.group("name");
        @Nullable String value = environment.get(name);
        boolean set = value != null && !value.isEmpty();
        return switch (reference.group("operator")) {
            case null -> required(name, value);
            case ":+", "+" -> set || switchedOn ? reference.group("text") : "";
            default -> value == null || value.isEmpty() ? reference.group("text") : value;
        };
    }

    private static String required(String name, @Nullable String value) throws BadValueException {
        if (value == null) {
            throw new BadValueException(
                    "needs the environment variable %s, which is not set; set it, or write ${env.%s:=default}"
                            .formatted(name, name));
        }
        return value;
    }

    /** What can't be read as a value. */
    static final class BadValueException extends Exception {

        private static final long serialVersionUID = 1L;

        private final String problem;

        BadValueException(String problem) {
            super(problem);
            this.problem = problem;
        }

        /** What is wrong and what would do, to follow the key's name. */
        String problem() {
            return problem;
        }
    }
}
