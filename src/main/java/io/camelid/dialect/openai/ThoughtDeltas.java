package io.camelid.dialect.openai;

import io.camelid.dialect.openai.ChatCompletionChunk.Delta;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The thoughts of one choice of a stream. A signature is worth nothing without what it signs: both are told together, to be
 * sent back as they are. What was thought before and not signed is told so with the first that is, for where a client has
 * details it sends nothing else back. Single use.
 *
 * <p>Source: see {@link ReasoningDetails}.
 */
final class ThoughtDeltas {

    private final StringBuilder thought = new StringBuilder();
    private final List<String> unsigned = new ArrayList<>();

    List<Delta> add(String text, @Nullable String signature) {
        List<Delta> told = new ArrayList<>();
        thought.append(text);
        if (!text.isEmpty()) {
            told.add(Delta.reasoning(text));
        }
        if (signature != null) {
            String signed = thought.toString();
            thought.setLength(0);
            told.addAll(before());
            told.add(Delta.reasoning(ReasoningDetail.text(signed, signature)));
        }
        return told;
    }

    List<Delta> addRedacted(String data) {
        List<Delta> told = before();
        told.add(Delta.reasoning(ReasoningDetail.encrypted(data)));
        return told;
    }

    /** Something else came: a signature from now on is not that of the thought so far. */
    void close() {
        if (!thought.isEmpty()) {
            unsigned.add(thought.toString());
            thought.setLength(0);
        }
    }

    private List<Delta> before() {
        List<Delta> told = new ArrayList<>();
        unsigned.forEach(text -> told.add(Delta.reasoning(ReasoningDetail.text(text, null))));
        unsigned.clear();
        return told;
    }
}
