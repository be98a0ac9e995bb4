package io.camelid.catalog;

/** An HTTP header that carries a key; its text form hides the value. */
public record AuthHeader(String name, String value) {

    @Override
    public String toString() {
        return "AuthHeader[name=%s, value=hidden]".formatted(name);
    }
}
