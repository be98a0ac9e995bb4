package io.camelid;

import io.camelid.error.SettingException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.apache.camel.spi.PropertiesComponent;

/** Reads settings when asked, so that every source of Camel's properties has had its say. */
record Settings(PropertiesComponent properties) {

    String text(String key) {
        return properties.parseUri("{{" + key + "}}").trim();
    }

    /** For a setting that has its default elsewhere. */
    String textOr(String key, String otherwise) {
        return properties.resolveProperty(key).orElse(otherwise);
    }

    long number(String key) {
        return number(key, Long.MIN_VALUE, Long.MAX_VALUE);
    }

    /** A number that can work only between two others, both included. */
    long number(String key, long least, long most) {
        String text = text(key);
        try {
            long number = Long.parseLong(text);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // told as any other that can't work
        }
        throw new SettingException("The setting %s (%s) must be a whole number%s, but is '%s'."
                .formatted(key, variable(key), between(least, most), text));
    }

    /** The same for a setting that may be empty. */
    long numberOr(String key, long least, long most, long otherwise) {
        return text(key).isEmpty() ? otherwise : number(key, least, most);
    }

    private static String between(long least, long most) {
        String from = least == Long.MIN_VALUE ? "" : " from " + least;
        return most == Long.MAX_VALUE ? from.isEmpty() ? "" : from + " upwards" : from + " to " + most;
    }

    /** The environment variable that sets it. */
    static String variable(String key) {
        return key.toUpperCase(Locale.ROOT).replaceAll("[.-]", "_");
    }

    int integer(String key) {
        return (int) Math.min(number(key), Integer.MAX_VALUE - 8);
    }

    /** Parts between commas, blank ones left out. */
    List<String> list(String key) {
        return Arrays.stream(text(key).split(","))
                .map(String::strip)
                .filter(it -> !it.isEmpty())
                .toList();
    }
}
