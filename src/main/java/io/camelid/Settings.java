package io.camelid;

import io.camelid.error.SettingException;
import java.util.Arrays;
import java.util.List;
import org.apache.camel.spi.PropertiesComponent;

/** Reads settings when asked, so that every source of Camel's properties has had its say. */
record Settings(PropertiesComponent properties) {

    /** Camel takes what is no number for none, or fails without a word; ours are read when they are needed. */
    private static final List<String> NUMBERS = List.of(
            "camel.server.port",
            "camel.server.max-body-size",
            "camel.management.port",
            "camel.main.shutdown-timeout",
            "camelid.max-requests",
            "camelid.max-buffered-bytes",
            "camelid.max-answer-bytes",
            "camelid.max-header-bytes",
            "camelid.max-connections-per-provider",
            "camelid.connect-timeout-millis",
            "camelid.idle-timeout-millis",
            "camelid.connection-idle-millis",
            "camelid.request-timeout-millis");

    /**
     * Looks at all settings that are numbers, before anything is made of them.
     *
     * @throws SettingException one of them is none
     */
    static void refuseWrongNumbers(PropertiesComponent properties) {
        Settings settings = new Settings(properties);
        NUMBERS.stream()
                .filter(key -> properties.resolveProperty(key).isPresent())
                .forEach(settings::number);
    }

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
