package io.camelid.dialect.prompt;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A call as it stands in a text: it has no id yet, and nobody knows whether there is such a tool. */
record WrittenCall(String name, Map<String, @Nullable Object> arguments) {}
