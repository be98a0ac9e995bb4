package io.camelid.dialect;

import com.fasterxml.jackson.core.JsonToken;
import java.util.Set;

/** What the body of one endpoint can't do without: a model's name, and one field that holds the question. */
public interface EnvelopeShape {

    /** The field that names the model. */
    String model();

    /** The field that holds the question. */
    String field();

    /** What that field must be, in words. */
    String expected();

    /** The tokens it may begin with. */
    Set<JsonToken> types();

    /** Whether it may be an empty text or array. */
    boolean mayBeEmpty();
}
