package io.camelid.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/** What becomes of a member of a request. */
sealed interface Verdict {

    /** It goes out. */
    record Cut() implements Verdict {}

    /** It is a list of one text, and goes on as that text. */
    record Unwrapped() implements Verdict {}

    /** It is a text, and goes on without its first characters. */
    record Beheaded(int characters) implements Verdict {}

    /** It goes on under this name and with this value; a null value is the one that came. */
    record Changed(String name, @Nullable JsonNode value) implements Verdict {}
}
