package io.camelid.golden;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/** One of upstream's functions, done by our code: the case's {@code input} in, its {@code output} out. */
@FunctionalInterface
public interface GoldenFunction {

    @Nullable
    JsonNode apply(JsonNode input);
}
