package io.camelid.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.camelid.error.ErrorKind;
import io.camelid.error.RequestException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a provider's rules make of one object of a request. Single-use. Of a member given twice the last one counts. */
final class Verdicts {

    private static final Verdict CUT = new Verdict.Cut();

    private final RuleNode node;
    private final Map<String, JsonNode> members;
    private final String model;
    private final String path;
    private final Map<String, Verdict> verdicts = new LinkedHashMap<>();
    private final List<String> notCarried = new ArrayList<>();

    /**
     * Decides on all members. Throws: {@link RequestException} for what the provider can't be sent in any form.
     *
     * @param members by name; those that no rule looks at may have any value but null
     * @param path of the object, as the client has it
     */
    Verdicts(RuleNode node, Map<String, JsonNode> members, String model, String path) {
        this.node = node;
        this.members = members;
        this.model = model;
        this.path = path;
        boolean withoutNulls = node.rules(model).contains(new FieldRule.WithoutNulls());
        members.forEach((name, value) -> {
            if (withoutNulls && value.isNull()) {
                verdicts.put(name, CUT);
            }
        });
        members.forEach(this::decide);
    }

    /** By member; none for one that goes on as it came. */
    Map<String, Verdict> verdicts() {
        return verdicts;
    }

    /** Paths of what is not said as the client said it. */
    List<String> notCarried() {
        return notCarried;
    }

    private void decide(String name, JsonNode value) {
        RuleNode ruled = node.member(name);
        if (ruled == null || verdicts.containsKey(name)) {
            return;
        }
        for (FieldRule rule : ruled.rules(model)) {
            apply(rule, name, ruled.saysNothing(value));
            if (verdicts.get(name) == CUT) {
                return;
            }
        }
    }

    private void apply(FieldRule rule, String name, boolean saysNothing) {
        switch (rule) {
            case FieldRule.Refused() -> cut(name, saysNothing);
            case FieldRule.Unsaid() -> {
                if (saysNothing) {
                    cut(name, true);
                }
            }
            case FieldRule.Needs(var other) -> {
                if (!says(other)) {
                    cut(name, true);
                }
            }
            case FieldRule.Moot(var other, var word) -> {
                if (members.getOrDefault(other, MissingNode.getInstance())
                        .asText()
                        .equals(word)) {
                    cut(name, true);
                }
            }
            case FieldRule.NotBlank() -> fill(name);
            case FieldRule.Renamed(var to) -> rename(name, to);
            case FieldRule.Bounded(var most) -> bound(name, most);
            case FieldRule.Reworded(var words) -> {
                JsonNode word = words.get(value(name).asText());
                if (word != null) {
                    change(name, word);
                }
            }
            case FieldRule.Flattened() -> flatten(name);
            case FieldRule.TextOnly() -> textOnly(name);
            case FieldRule.Stripped(var head) -> {
                JsonNode value = value(name);
                if (value.isTextual() && value.textValue().startsWith(head) && !verdicts.containsKey(name)) {
                    verdicts.put(name, new Verdict.Beheaded(head.length()));
                }
            }
            case FieldRule.DataUrl() -> dataUrl(name);
            case FieldRule.WithoutNulls() -> {} // of the object, not of one member
        }
    }

    private void cut(String name, boolean inSilence) {
        verdicts.put(name, CUT);
        if (!inSilence) {
            notCarried.add(pathOf(name));
        }
    }

    private void rename(String name, String to) {
        if (value(name).isNull() || says(to)) {
            cut(name, value(name).isNull());
            return;
        }
        if (members.containsKey(to)) {
            verdicts.put(to, CUT);
        }
        verdicts.put(name, new Verdict.Changed(to, newValue(name)));
    }

    private void bound(String name, BigDecimal most) {
        JsonNode value = value(name);
        if (value.isNumber() && value.decimalValue().compareTo(most) > 0) {
            change(name, DecimalNode.valueOf(most));
            notCarried.add(pathOf(name));
        }
    }

    private void flatten(String name) {
        if (LoneText.of(value(name)).isTextual()) {
            verdicts.put(name, new Verdict.Unwrapped());
        }
    }

    private void fill(String name) {
        JsonNode value = value(name);
        if (isBlank(value)) {
            cut(name, false);
        } else if (value instanceof ArrayNode texts) {
            fill(name, texts);
        }
    }

    private void fill(String name, ArrayNode texts) {
        ArrayNode kept = Json.MAPPER.createArrayNode();
        for (int i = 0; i < texts.size(); i++) {
            if (isBlank(texts.get(i))) {
                notCarried.add(pathOf(name) + "[" + i + "]");
            } else {
                kept.add(texts.get(i));
            }
        }
        if (kept.isEmpty() && !texts.isEmpty()) {
            cut(name, true);
        } else if (kept.size() < texts.size()) {
            change(name, kept);
        }
    }

    private static boolean isBlank(JsonNode text) {
        return text.isTextual() && text.textValue().isBlank();
    }

    private void textOnly(String name) {
        flatten(name);
        if (value(name).isArray() && !verdicts.containsKey(name)) {
            throw refusal(name, "This model's provider takes one text as '%s': send a request for each.");
        }
    }

    private void dataUrl(String name) {
        String url = value(name).asText();
        if (url.regionMatches(true, 0, "http:", 0, 5) || url.regionMatches(true, 0, "https:", 0, 6)) {
            throw refusal(name, "This model's provider loads nothing from the web: send a data: URL as '%s'.");
        }
    }

    private RequestException refusal(String name, String message) {
        return RequestException.of(ErrorKind.UNSUPPORTED, message.formatted(pathOf(name)), pathOf(name));
    }

    private void change(String name, JsonNode value) {
        String newName = verdicts.get(name) instanceof Verdict.Changed(var to, var before) ? to : name;
        verdicts.put(name, new Verdict.Changed(newName, value));
    }

    private boolean says(String name) {
        JsonNode value = members.get(name);
        return value != null && !node.saysNothing(name, value);
    }

    private JsonNode value(String name) {
        return newValue(name) instanceof JsonNode changed
                ? changed
                : members.getOrDefault(name, MissingNode.getInstance());
    }

    private @Nullable JsonNode newValue(String name) {
        return verdicts.get(name) instanceof Verdict.Changed(var to, var value) ? value : null;
    }

    private String pathOf(String name) {
        return path.isEmpty() ? name : path + "." + name;
    }
}
