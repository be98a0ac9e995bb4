package io.camelid.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * An error found in a provider's JSON. The shapes met in the wild differ in where they put the words, not in the words, so
 * one search in a fixed order covers them: the object under {@code error} or {@code fault}, else the document itself.
 *
 * @param message empty where the provider gave none
 */
record ProviderErrorsShape(
        String message,
        @Nullable String type,
        @Nullable String param,
        @Nullable String code,
        @Nullable Integer retryAfterSeconds) {

    /** An error may hold another as JSON in its message, and that one another. */
    private static final int MAX_DEPTH = 3;

    /** Where a document may say that it is an error, and where an error may say why. */
    private static final List<String> KINDS = List.of("object", "type", "status");

    private static final List<String> WORDS = List.of("error", "fault", "detail", "errors", "error_code");

    private static final List<String> STATUS_FIELDS = List.of("status_code", "raw_status_code", "code", "status");

    static ProviderErrorsShape of(JsonNode document) {
        return of(document, 0);
    }

    /** Whether a document that is no answer says what went wrong, in any of the shapes met in place of an answer. */
    static boolean isError(JsonNode document) {
        JsonNode root = unwrapped(document);
        return root.path("message").isTextual()
                || KINDS.stream().anyMatch(it -> "error".equals(root.path(it).textValue()))
                || WORDS.stream().anyMatch(it -> !isNothing(root.path(it)));
    }

    /** Null, false, or empty. */
    private static boolean isNothing(JsonNode node) {
        boolean empty = node.isContainerNode() ? node.isEmpty() : node.asText().isEmpty();
        return empty || node.isNull() || (node.isBoolean() && !node.booleanValue());
    }

    /** The HTTP error status that an error gives as a number; 0 if it gives none. */
    static int status(JsonNode document) {
        JsonNode root = unwrapped(document);
        for (JsonNode holder : List.of(core(root), root)) {
            for (String field : STATUS_FIELDS) {
                int status = holder.path(field).asInt();
                if (status >= 400 && status <= 599) {
                    return status;
                }
            }
        }
        return 0;
    }

    private static ProviderErrorsShape of(JsonNode document, int depth) {
        JsonNode root = unwrapped(document);
        JsonNode core = core(root);
        String message = message(core);
        ProviderErrorsShape found = new ProviderErrorsShape(
                message.isEmpty() ? verbatim(root) : message,
                first(core, "type", "error_type", "status"),
                first(core, "param"),
                first(core, "code", "error_code", "errorcode"),
                RetryHint.seconds(core));
        return depth < MAX_DEPTH ? found.unfolded(depth) : found;
    }

    /** Takes the words of an error that is written as JSON inside this one's message, and ours where it has none. */
    private ProviderErrorsShape unfolded(int depth) {
        if (!message.startsWith("{") && !message.startsWith("[")) {
            return this;
        }
        byte[] bytes = message.getBytes(StandardCharsets.UTF_8);
        JsonNode node = ProviderErrors.parse(bytes, 0, bytes.length);
        if (node == null || message(core(unwrapped(node))).isEmpty()) {
            return this;
        }
        ProviderErrorsShape inner = of(node, depth + 1);
        return new ProviderErrorsShape(
                inner.message,
                inner.type == null ? type : inner.type,
                inner.param == null ? param : inner.param,
                inner.code == null ? code : inner.code,
                inner.retryAfterSeconds == null ? retryAfterSeconds : inner.retryAfterSeconds);
    }

    private static JsonNode unwrapped(JsonNode document) {
        return document.isArray() && document.path(0).isObject() ? document.get(0) : document;
    }

    private static JsonNode core(JsonNode root) {
        for (String holder : List.of("error", "fault")) {
            if (root.path(holder).isObject()) {
                return root.get(holder);
            }
        }
        return root;
    }

    /** Every text that explains, headline first, each once. */
    private static String message(JsonNode node) {
        if (node.isTextual()) {
            return node.textValue().strip();
        }
        Set<String> texts = new LinkedHashSet<>();
        for (String field : List.of("error", "title", "message", "faultstring", "detail", "errors")) {
            texts.addAll(texts(node.path(field)));
        }
        texts.addAll(texts(node.path("metadata").path("raw")));
        return String.join(": ", texts);
    }

    private static List<String> texts(JsonNode node) {
        if (node.isArray()) {
            String joined = node.valueStream()
                    .map(ProviderErrorsShape::item)
                    .filter(it -> !it.isEmpty())
                    .collect(Collectors.joining("; "));
            return joined.isEmpty() ? List.of() : List.of(joined);
        }
        String text = node.isTextual() || node.isObject() ? message(node) : "";
        return text.isEmpty() ? List.of() : List.of(text);
    }

    /** A document in which no text was found is told as it is. */
    private static String verbatim(JsonNode root) {
        return root.isContainerNode() && root.isEmpty() ? "" : root.toString();
    }

    /** One of several errors: a text, an error object, or a validator's {@code {"loc", "msg"}}. */
    private static String item(JsonNode node) {
        if (!node.path("msg").isTextual()) {
            return message(node);
        }
        List<String> path = new ArrayList<>();
        node.path("loc").forEach(it -> path.add(it.asText()));
        String msg = node.get("msg").textValue();
        return path.isEmpty() ? msg : String.join(".", path) + ": " + msg;
    }

    private static @Nullable String first(JsonNode node, String... fields) {
        for (String field : fields) {
            JsonNode value = node.path(field);
            JsonNode found = value.isMissingNode() ? node.path("detail").path(field) : value;
            boolean number = found.isNumber() && field.endsWith("code");
            if (number || (found.isTextual() && !found.textValue().isEmpty())) {
                return found.asText();
            }
        }
        return null;
    }
}
