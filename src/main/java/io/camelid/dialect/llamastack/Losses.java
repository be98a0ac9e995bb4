package io.camelid.dialect.llamastack;

import io.camelid.llama.ChatCompletionRequest;
import io.camelid.llama.Message;
import io.camelid.llama.ResponseFormat;
import io.camelid.llama.ToolDefinition;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What of a canonical request Llama Stack's JSON has no place for, by path. A cache mark is no loss: it changes no answer.
 */
final class Losses {

    /** What of a parameter's schema the outline says. */
    private static final Set<String> OUTLINED = Set.of("type", "description", "default");

    private static final Set<String> OUTLINED_ABOVE = Set.of("type", "properties", "required");

    private Losses() {}

    static List<String> of(ChatCompletionRequest request) {
        List<String> losses = new ArrayList<>();
        for (int at = 0; at < request.messages().size(); at++) {
            message(losses, "messages[" + at + "]", request.messages().get(at));
        }
        for (int at = 0; at < request.tools().size(); at++) {
            tool(losses, "tools[" + at + "]", request.tools().get(at));
        }
        if (request.responseFormat() instanceof ResponseFormat.JsonSchema schema
                && Boolean.TRUE.equals(schema.strict())) {
            losses.add("response_format.strict");
        }
        losses.addAll(request.extensions().given());
        return losses;
    }

    private static void message(List<String> losses, String path, Message message) {
        if (message instanceof Message.Assistant said && !said.reasoning().isEmpty()) {
            losses.add(path + ".reasoning");
        }
        if (message instanceof Message.ToolResponse response && response.error()) {
            losses.add(path + ".error");
        }
    }

    private static void tool(List<String> losses, String path, ToolDefinition tool) {
        Map<String, @Nullable Object> schema = tool.schema();
        if (schema != null && !isOutline(schema)) {
            losses.add(path + ".parameters");
        }
        if (Boolean.TRUE.equals(tool.strict())) {
            losses.add(path + ".strict");
        }
    }

    private static boolean isOutline(Map<String, @Nullable Object> schema) {
        if (!OUTLINED_ABOVE.containsAll(schema.keySet())) {
            return false;
        }
        return !(schema.get("properties") instanceof Map<?, ?> properties)
                || properties.values().stream().allMatch(Losses::isOutlined);
    }

    private static boolean isOutlined(@Nullable Object property) {
        return property instanceof Map<?, ?> map
                && OUTLINED.containsAll(map.keySet())
                && map.get("type") instanceof String;
    }
}
