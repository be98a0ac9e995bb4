package io.camelid.dialect.openai;

import static java.nio.charset.StandardCharsets.US_ASCII;

/** Members to be added at the end of a JSON object, as bytes. */
final class Additions {

    private final StringBuilder members = new StringBuilder();
    private boolean first;

    /** @param bare whether the object has no members yet */
    Additions(boolean bare) {
        first = bare;
    }

    /**
     * Adds one.
     *
     * @param json its value, ASCII only
     */
    void add(String name, String json) {
        members.append(first ? "\"" : ",\"").append(name).append("\":").append(json);
        first = false;
    }

    boolean isEmpty() {
        return members.isEmpty();
    }

    byte[] bytes() {
        return ascii(members.toString());
    }

    static byte[] ascii(String json) {
        return json.getBytes(US_ASCII);
    }
}
