package io.camelid.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Does to a tree what a provider's rules say, in place. Single-use. */
final class RuledTree {

    private final String model;
    private final List<String> notCarried = new ArrayList<>();

    RuledTree(String model) {
        this.model = model;
    }

    /** The paths of what is not said as the request said it. */
    List<String> apply(RuleNode root, ObjectNode request) {
        object(root, request, "");
        return notCarried;
    }

    private void object(RuleNode node, ObjectNode object, String path) {
        Map<String, JsonNode> members = new LinkedHashMap<>();
        object.properties().forEach(member -> members.put(member.getKey(), member.getValue()));
        Verdicts verdicts = new Verdicts(node, members, model, path);
        notCarried.addAll(verdicts.notCarried());
        members.forEach((name, value) -> {
            RuleNode inner = node.member(name);
            if (inner != null && !(verdicts.verdicts().get(name) instanceof Verdict.Cut)) {
                value(inner, value, path.isEmpty() ? name : path + "." + name);
            }
        });
        if (!verdicts.verdicts().isEmpty()) {
            object.removeAll();
            members.forEach((name, value) -> put(object, name, value, verdicts.verdicts()));
        }
    }

    /** Keeps the order of the members. */
    private static void put(ObjectNode object, String name, JsonNode value, Map<String, Verdict> verdicts) {
        switch (verdicts.get(name)) {
            case null -> object.set(name, value);
            case Verdict.Cut() -> {}
            case Verdict.Unwrapped() -> object.set(name, LoneText.of(value));
            case Verdict.Beheaded(var characters) ->
                object.put(name, value.textValue().substring(characters));
            case Verdict.Changed(var newName, var newValue) -> object.set(newName, newValue == null ? value : newValue);
        }
    }

    private void value(RuleNode node, JsonNode value, String path) {
        RuleNode elements = node.elements();
        if (value instanceof ObjectNode object && node.isDeep()) {
            object(node, object, path);
        } else if (value.isArray() && elements != null) {
            for (int i = 0; i < value.size(); i++) {
                value(elements, value.get(i), path + "[" + i + "]");
            }
        }
    }
}
