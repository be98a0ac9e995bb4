package io.camelid.catalog;

import io.camelid.catalog.ProviderType.Address;
import io.camelid.catalog.ProviderType.Setting;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Reads a provider's {@code config}, by what its type knows. */
final class ConfigReader {

    private static final Pattern NUMBER = Pattern.compile("\\d{1,9}");
    private static final Pattern STATUS = Pattern.compile("[45]\\d\\d");

    /** All three mean the same; the last is what the {@code -openai-compat} types of Llama Stack call it. */
    private static final List<String> ADDRESS_KEYS = List.of("base_url", "url", "openai_compat_api_base");

    private ConfigReader() {}

    /** The provider's address, complete; empty where it can't be used. */
    static String baseUrl(Section config, Address address, String type) {
        List<String> written =
                ADDRESS_KEYS.stream().filter(key -> !config.text(key).isEmpty()).toList();
        for (String key : written) {
            String problem = BaseUrl.problem(config.text(key));
            if (!problem.isEmpty()) {
                config.problem(key, problem);
                return "";
            }
            if (!config.text(key).equals(config.text(written.getFirst()))) {
                config.problem(key, "and '%s' mean the same and differ; keep one".formatted(written.getFirst()));
            }
        }
        String url = written.isEmpty() ? address.url() : config.text(written.getFirst());
        if (url.isEmpty() && !address.dataKey().isEmpty()) {
            return "";
        }
        if (url.isEmpty()) {
            config.problem("base_url", "is missing, and %s has no address of its own; write one".formatted(type));
            return "";
        }
        return BaseUrl.complete(url, address.suffix(), address.afterAnyPath());
    }

    static ApiKey apiKey(Section config, ProviderType.Key key) {
        try {
            return new ApiKey(config.text(key.setting()));
        } catch (IllegalArgumentException e) {
            config.problem(key.setting(), "can't be sent: %s; check how it was pasted".formatted(e.getMessage()));
            return ApiKey.NONE;
        }
    }

    static Map<String, String> settings(Section config, Map<String, Setting> known) {
        Map<String, String> settings = new LinkedHashMap<>();
        known.forEach((name, setting) -> {
            String written = setting.required() ? config.required(name) : config.text(name);
            String value = written.isEmpty() ? setting.absent() : written;
            if (!value.isEmpty()) {
                check(config, name, setting, value);
                settings.put(name, value);
            }
        });
        return settings;
    }

    private static void check(Section config, String name, Setting setting, String value) {
        String wanted =
                switch (setting.kind()) {
                    case TEXT -> "";
                    case NUMBER -> NUMBER.matcher(value).matches() ? "" : "a whole number, 0 or more";
                    case COUNT ->
                        NUMBER.matcher(value).matches() && Integer.parseInt(value) > 0
                                ? ""
                                : "a whole number, 1 or more";
                    case STATUS -> STATUS.matcher(value).matches() ? "" : "an HTTP status from 400 to 599";
                    case FLAG -> value.equals("true") || value.equals("false") ? "" : "true or false";
                    case WORD -> setting.words().contains(value) ? "" : String.join(" or ", setting.words());
                };
        if (!wanted.isEmpty()) {
            config.problem(name, "must be %s, not '%s'".formatted(wanted, value));
        }
    }
}
