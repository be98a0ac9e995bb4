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
    String apply(String text) throws BadReferenceException {
        return replace(text, environment);
    }

    /** What the text would be if every variable it may switch on with were set: the name of what is switched off. */
    String applySwitchedOn(String text) throws BadReferenceException {
        return replace(text, name -> "set");
    }

    private static String replace(String text, Environment environment) throws BadReferenceException {
        Matcher matcher = REFERENCE.matcher(text);
        StringBuilder out = new StringBuilder();
        while (matcher.find()) {
            matcher.appendReplacement(out, Matcher.quoteReplacement(value(matcher, environment)));
        }
        matcher.appendTail(out);
        if (out.indexOf("${env.") >= 0) {
            throw new BadReferenceException(
                    "has a reference that can't be read; write ${env.NAME}, ${env.NAME:=default} or ${env.NAME:+text}, not nested");
        }
        return out.toString();
    }

    private static String value(MatchResult reference, Environment environment) throws BadReferenceException {
        String name = reference.group("name");
        @Nullable String value = environment.get(name);
        boolean set = value != null && !value.isEmpty();
        @Nullable String operator = reference.group("operator");
        if (operator == null) {
            return required(name, value);
        }
        boolean wantsText = operator.endsWith("+") == set;
        return wantsText ? reference.group("text") : value == null || operator.endsWith("+") ? "" : value;
    }

    private static String required(String name, @Nullable String value) throws BadReferenceException {
        if (value == null) {
            throw new BadReferenceException(
                    "needs the environment variable %s, which is not set; set it, or write ${env.%s:=default}"
                            .formatted(name, name));
        }
        return value;
    }

    /** A reference that gives no value. */
    static final class BadReferenceException extends Exception {

        private static final long serialVersionUID = 1L;

        private final String problem;

        BadReferenceException(String problem) {
            super(problem);
            this.problem = problem;
        }

        /** What is wrong and what would do, to follow the key's name. */
        String problem() {
            return problem;
        }
    }
}
