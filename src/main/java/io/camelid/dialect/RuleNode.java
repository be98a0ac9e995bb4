package io.camelid.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The rules for one place of a request, and the places below it. Built once, then only read. */
final class RuleNode {

    private record Conditional(Predicate<String> models, FieldRule rule) {}

    private final String path;
    private final NeutralValues neutral;
    private final List<Conditional> rules = new ArrayList<>();
    private final Map<String, RuleNode> members = new HashMap<>();
    /** Names whose values a verdict looks at. */
    private final Set<String> watched = new HashSet<>();

    private @Nullable RuleNode elements;

    RuleNode(String path, NeutralValues neutral) {
        this.path = path;
        this.neutral = neutral;
    }

    /** The place of a path that begins here; made where there is none. */
    RuleNode at(String below) {
        if (below.isEmpty()) {
            return this;
        }
        if (below.startsWith("[]")) {
            if (elements == null) {
                elements = new RuleNode(path + "[]", neutral);
            }
            return elements.at(below.substring(2));
        }
        String rest = below.startsWith(".") ? below.substring(1) : below;
        int end = end(rest);
        String name = rest.substring(0, end);
        String inner = path.isEmpty() ? name : path + "." + name;
        watched.add(name);
        return members.computeIfAbsent(name, it -> new RuleNode(inner, neutral)).at(rest.substring(end));
    }

    private static int end(String path) {
        int end = 0;
        while (end < path.length() && path.charAt(end) != '.' && path.charAt(end) != '[') {
            end++;
        }
        return end;
    }

    void add(RequestRules.Rule rule) {
        rules.add(new Conditional(ModelNames.matching(rule.models()), rule.rule()));
    }

    /** Notes the names that other members' rules look at; called once all rules are in. */
    void complete() {
        for (RuleNode member : members.values()) {
            member.rules.forEach(it -> watched.addAll(it.rule().others()));
            member.complete();
        }
        if (elements != null) {
            elements.complete();
        }
    }

    @Nullable
    RuleNode member(String name) {
        return members.get(name);
    }

    @Nullable
    RuleNode elements() {
        return elements;
    }

    /** Whether anything is ruled inside a value here. */
    boolean isDeep() {
        return elements != null || !members.isEmpty();
    }

    /** Whether a verdict on this object looks at the value of this member. */
    boolean watches(String name) {
        return watched.contains(name);
    }

    /** The rules for this model, in order. */
    List<FieldRule> rules(String model) {
        return rules.stream()
                .filter(it -> it.models().test(model))
                .map(Conditional::rule)
                .toList();
    }

    boolean saysNothing(JsonNode value) {
        return neutral.has(path, value);
    }

    /** Whether a member of this object says nothing, be there rules for it or not. */
    boolean saysNothing(String member, JsonNode value) {
        return neutral.has(path.isEmpty() ? member : path + "." + member, value);
    }

    /** For the root: whether a body with these parts may have to change. */
    boolean mayTouch(Occurrences body, String model) {
        if (body.isCrowded() || (body.hasNulls() && !rules(model).isEmpty())) {
            return true;
        }
        for (int i = 0; i < body.count(); i++) {
            RuleNode member = members.get(body.name(i));
            if (member != null && (member.touches(body, body.saysNothing(i), model) || member.isDeep())) {
                return true;
            }
        }
        RuleNode question = members.get(body.question());
        return question != null
                && (question.saysOf(body, model)
                        || (question.elements != null && question.elements.inQuestion(body, model)));
    }

    private boolean saysOf(Occurrences body, String model) {
        return rules(model).stream()
                .anyMatch(rule -> body.isQuestionList()
                        || !(rule instanceof FieldRule.Flattened || rule instanceof FieldRule.TextOnly));
    }

    private boolean touches(Occurrences body, boolean empty, String model) {
        return rules.stream()
                .anyMatch(it -> it.models().test(model)
                        && (!(it.rule() instanceof FieldRule.Unsaid) || empty || !neutral.areEmpty(path))
                        && (!(it.rule() instanceof FieldRule.Moot(var other, var word)) || body.says(other))
                        && (!(it.rule() instanceof FieldRule.Needs(var other)) || !body.says(other)));
    }

    private boolean inQuestion(Occurrences body, String model) {
        return members.entrySet().stream()
                .anyMatch(it -> body.hasMember(it.getKey())
                        && (it.getValue().isDeepIn(body, it.getKey())
                                || it.getValue().saysIn(body, it.getKey(), model)));
    }

    private boolean isDeepIn(Occurrences body, String name) {
        return !members.isEmpty() || (elements != null && body.hasList(name));
    }

    private boolean saysIn(Occurrences body, String name, String model) {
        return rules(model).stream()
                .anyMatch(rule -> (!(rule instanceof FieldRule.Flattened) || body.hasList(name))
                        && (!(rule instanceof FieldRule.Reworded(var words))
                                || words.keySet().stream().anyMatch(word -> body.hasWord(name, word))));
    }
}
