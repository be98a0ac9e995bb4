package io.camelid.catalog;

/**
 * A provider's key, hidden from every text that might be logged.
 *
 * @param value the secret; empty where there is none
 */
public record ApiKey(String value) {

    static final ApiKey NONE = new ApiKey("");

    public ApiKey {
        value = value.strip();
        if (!value.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
            throw new IllegalArgumentException("a key holds visible ASCII characters only");
        }
    }

    public boolean isPresent() {
        return !value.isEmpty();
    }

    @Override
    public String toString() {
        return isPresent() ? "ApiKey[hidden]" : "ApiKey[none]";
    }
}
