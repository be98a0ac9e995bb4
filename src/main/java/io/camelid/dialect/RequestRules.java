package io.camelid.dialect;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What a provider does not take as its format has it, as data: what is done to a request on its way there, be it bytes
 * ({@link Envelope#rewritten}) or a tree, with the same result.
 */
public final class RequestRules {

    /** For a provider that takes everything. */
    public static final RequestRules NONE = new RequestRules(List.of(), new NeutralValues(Map.of()));

    /**
     * One rule.
     *
     * @param path of the parameter, {@code messages[].name}; empty for the whole body
     * @param models a regular expression that the whole name of a model, as the provider has it, matches; empty for all
     */
    public record Rule(String path, String models, FieldRule rule) {}

    private final List<Rule> rules;
    private final NeutralValues neutral;
    private final RuleNode root;

    public RequestRules(List<Rule> rules, NeutralValues neutral) {
        this.rules = List.copyOf(rules);
        this.neutral = neutral;
        this.root = new RuleNode("", neutral);
        this.rules.forEach(rule -> root.at(rule.path()).add(rule));
        root.complete();
    }

    /** These and others. */
    public RequestRules plus(List<Rule> more) {
        List<Rule> all = new ArrayList<>(rules);
        all.addAll(more);
        return more.isEmpty() ? this : new RequestRules(all, neutral);
    }

    /**
     * Changes a request in place.
     *
     * @param model as the provider names it
     * @return JSON paths of what the provider is not told as the request said it
     */
    public List<String> apply(ObjectNode request, String model) {
        return rules.isEmpty() ? List.of() : new RuledTree(model).apply(root, request);
    }

    /** Whether a body with these parts may have to change. */
    boolean mayTouch(Occurrences occurrences, String model) {
        return !rules.isEmpty() && root.mayTouch(occurrences, model);
    }

    RuleNode root() {
        return root;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RequestRules that && rules.equals(that.rules) && neutral.equals(that.neutral);
    }

    @Override
    public int hashCode() {
        return rules.hashCode();
    }

    @Override
    public String toString() {
        return "RequestRules" + rules;
    }
}
