package io.camelid.dialect.openai;

import io.camelid.dialect.Fields;
import io.camelid.llama.CacheMark;
import org.jspecify.annotations.Nullable;

/**
 * Reads where a prompt is worth caching. Source: OpenAI, {@code prompt_cache_breakpoint}; {@code cache_control}, which
 * clients of Anthropic's models put into OpenAI's shapes.
 */
final class CacheMarks {

    private CacheMarks() {}

    static @Nullable CacheMark decode(Fields in) {
        Fields control = in.object("cache_control");
        if (control != null) {
            control.node("type");
            return new CacheMark(control.text("ttl"));
        }
        return in.plain("prompt_cache_breakpoint") == null ? null : new CacheMark(null);
    }
}
