package io.camelid.dialect.anthropic;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.camelid.llama.CacheMark;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Writes where a prompt is worth caching. Single use, one a request; marks come in the prompt's order. Source: Anthropic,
 * {@code cache_control}. Lossy: the wire takes four marks; of more the last four stay, for they cover the others' text.
 */
final class CacheMarks {

    private static final int MAX = 4;
    private static final Set<String> TTLS = Set.of("5m", "1h");

    private record Marked(ObjectNode block, String path) {}

    private final Deque<Marked> marked = new ArrayDeque<>();
    private final List<String> lost;

    CacheMarks(List<String> lost) {
        this.lost = lost;
    }

    /** @param path the block's in the request */
    void write(ObjectNode block, @Nullable CacheMark mark, String path) {
        if (mark == null) {
            return;
        }
        ObjectNode control = block.putObject("cache_control").put("type", "ephemeral");
        String ttl = mark.ttl();
        if (ttl != null && TTLS.contains(ttl)) {
            control.put("ttl", ttl);
        } else if (ttl != null) {
            lost.add(path + ".cache_control.ttl");
        }
        marked.addLast(new Marked(block, path));
        if (marked.size() > MAX) {
            Marked first = marked.removeFirst();
            first.block().remove("cache_control");
            lost.add(first.path() + ".cache_control");
        }
    }
}
