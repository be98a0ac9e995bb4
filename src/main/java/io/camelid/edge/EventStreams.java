package io.camelid.edge;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The media type of server-sent events. Source: WHATWG HTML, section 9.2. */
public final class EventStreams {

    public static final String MEDIA_TYPE = "text/event-stream";

    private EventStreams() {}

    /** Whether a content type, with parameters or not, says so. */
    public static boolean isOne(@Nullable String contentType) {
        return contentType != null && contentType.toLowerCase(Locale.ROOT).startsWith(MEDIA_TYPE);
    }
}
