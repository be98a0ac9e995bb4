package io.camelid.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

/** One thing that a provider does not take as the format has it. */
public sealed interface FieldRule {

    /** The parameters beside this one that a verdict looks at. */
    default List<String> others() {
        return List.of();
    }

    /** It has no such parameter: left out, and reported where it says something. */
    record Refused() implements FieldRule {}

    /** It refuses the parameter where that says nothing: left out then, and not reported. */
    record Unsaid() implements FieldRule {}

    /** It refuses the parameter without another one beside it: left out then, as it says nothing alone. */
    record Needs(String other) implements FieldRule {
        @Override
        public List<String> others() {
            return List.of(other);
        }
    }

    /** It can't be told that the parameter is not to be used, which this word of another one, or of its own, says: left out then. */
    record Moot(String other, String word) implements FieldRule {
        @Override
        public List<String> others() {
            return List.of(other);
        }
    }

    /** It has another name for it. Where the client uses both, the provider's own counts, and the other is reported. */
    record Renamed(String name) implements FieldRule {
        @Override
        public List<String> others() {
            return List.of(name);
        }
    }

    /** It takes no higher number: the bound is sent, and the parameter reported. */
    record Bounded(BigDecimal most) implements FieldRule {}

    /** It has other words for some values; by the client's word, what is sent. */
    record Reworded(Map<String, JsonNode> words) implements FieldRule {
        public Reworded {
            words = Map.copyOf(words);
        }
    }

    /** It takes no text of nothing but white space: left out, of a list too, and reported. */
    record NotBlank() implements FieldRule {}

    /** It takes a text only where the format also takes a list: a list of one text is sent as that text. */
    record Flattened() implements FieldRule {}

    /** It takes one text only where the format also takes lists: a list of one text is sent as that text, others are refused. */
    record TextOnly() implements FieldRule {}

    /** It puts this in front of a text itself: taken off where the client did too. */
    record Stripped(String head) implements FieldRule {}

    /** It loads nothing from the web, and neither does the gateway: a URL that is not the thing itself is refused. */
    record DataUrl() implements FieldRule {}

    /** Of a whole body: it takes no null, which says nothing anyway. */
    record WithoutNulls() implements FieldRule {}
}
