package io.camelid.dialect.llamastack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Arguments of calls in a request's history, in the form a server takes: as an object they may be one level deep, as a text
 * of any depth. Source: Llama Stack, {@code models/llama/datatypes}, {@code RecursiveType}, which is not.
 */
final class NestedArguments {

    private NestedArguments() {}

    /** Changes the request in place, and gives it back. */
    static ObjectNode asText(ObjectNode request) {
        for (JsonNode message : request.path("messages")) {
            for (JsonNode call : message.path("tool_calls")) {
                JsonNode arguments = call.path("arguments");
                if (arguments.isObject() && arguments.valueStream().anyMatch(NestedArguments::isDeep)) {
                    ((ObjectNode) call).put("arguments", arguments.toString());
                }
            }
        }
        return request;
    }

    private static boolean isDeep(JsonNode value) {
        return value.isContainerNode() && value.valueStream().anyMatch(JsonNode::isContainerNode);
    }
}
