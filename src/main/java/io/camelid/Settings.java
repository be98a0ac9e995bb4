package io.camelid;

import io.camelid.error.SettingException;
import java.util.Arrays;
import java.util.List;
import org.apache.camel.spi.PropertiesComponent;

/** Reads settings when asked, so that every source of Camel's properties has had its say. */
record Settings(PropertiesComponent properties) {

    String text(String key) {
        return properties.parseUri("{{" + key + "}}").trim();
    }

    long number(String key) {
        try {
            return Long.parseLong(text(key));
        } catch (NumberFormatException e) {
            throw new SettingException("The setting " + key + " must be a whole number, but is '" + text(key) + "'.");
        }
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
