package io.camelid.sse;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import org.jspecify.annotations.Nullable;

/** What a handler saw of an event, kept. */
record Seen(@Nullable String name, String data, String otherLines, boolean terminated) {

    static Seen of(String data) {
        return new Seen(null, data, "", true);
    }

    static Seen of(SseEvent event) {
        return new Seen(event.name(), event.text(), new String(event.otherLines(), UTF_8), event.terminated());
    }

    /** Byte by byte, also where they are no UTF-8. */
    static Seen exact(SseEvent event) {
        return new Seen(
                event.name(),
                new String(event.array(), event.offset(), event.length(), ISO_8859_1),
                new String(event.otherLines(), ISO_8859_1),
                event.terminated());
    }
}
