package io.camelid.catalog;

import com.fasterxml.jackson.databind.JsonNode;
import io.camelid.dialect.FieldRule;
import io.camelid.dialect.Json;
import io.camelid.dialect.NeutralValues;
import io.camelid.dialect.RequestRules.Rule;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads what a provider does not take as OpenAI has it, from {@code request} of a provider type or of a config. */
final class RuleReader {

    private static final Pattern PATH = Pattern.compile("\\w+(\\[])*(\\.\\w+(\\[])*)*");

    /** What the gateway itself writes or routes by. */
    private static final Set<String> OURS = Set.of("model", "stream", "messages", "prompt", "input");

    private final Section group;
    private final String models;
    private final List<Rule> rules = new ArrayList<>();

    private RuleReader(Section group) {
        this.group = group;
        this.models = group.pattern("models");
    }

    static List<Rule> read(Section owner) {
        List<Rule> rules = new ArrayList<>();
        owner.sections("request").forEach(group -> rules.addAll(new RuleReader(group).read()));
        return rules;
    }

    /** The values that say nothing, by parameter. */
    static NeutralValues neutral(Section root) {
        Map<String, List<JsonNode>> values = new LinkedHashMap<>();
        root.plain("neutral").forEach((path, list) -> {
            List<JsonNode> nodes = new ArrayList<>();
            Json.MAPPER.<JsonNode>valueToTree(list).forEach(nodes::add);
            values.put(path, nodes);
        });
        return new NeutralValues(values);
    }

    private List<Rule> read() {
        // what says nothing here comes first, as it is not reported
        mapping("needs", (section, path) -> new FieldRule.Needs(name(section, path)));
        moot();
        list("unsaid", new FieldRule.Unsaid());
        list("refused", new FieldRule.Refused());
        list("not_blank", new FieldRule.NotBlank());
        mapping("bounded", RuleReader::bound);
        reworded();
        list("flattened", new FieldRule.Flattened());
        list("text_only", new FieldRule.TextOnly());
        mapping("stripped", RuleReader::head);
        list("data_urls", new FieldRule.DataUrl());
        mapping("renamed", RuleReader::newName);
        nulls();
        group.unused()
                .forEach(key -> group.problem(
                        key,
                        "is no rule; use models, needs, moot, unsaid, refused, not_blank, bounded, reworded, flattened, text_only, stripped, data_urls, "
                                + "renamed or nulls"));
        return rules;
    }

    private void list(String key, FieldRule rule) {
        group.texts(key).forEach(path -> add(group, key, path, rule));
    }

    private void mapping(String key, BiFunction<Section, String, @Nullable FieldRule> reader) {
        Section section = group.section(key);
        for (String path : section.keys()) {
            FieldRule rule = reader.apply(section, path);
            if (rule != null) {
                add(section, path, path, rule);
            }
        }
    }

    private void moot() {
        Section section = group.section("moot");
        for (String path : section.keys()) {
            Section words = section.section(path);
            words.keys().forEach(other -> add(section, path, path, new FieldRule.Moot(other, words.required(other))));
        }
    }

    private static String name(Section section, String path) {
        String name = section.required(path);
        if (!name.isEmpty() && !name.matches("\\w+")) {
            section.problem(path, "must be the name of a parameter beside it, not '%s'".formatted(name));
        }
        return name;
    }

    private static @Nullable FieldRule newName(Section section, String path) {
        String name = name(section, path);
        if (OURS.contains(name)) {
            section.problem(path, "can't be '%s', which the gateway itself writes".formatted(name));
            return null;
        }
        return new FieldRule.Renamed(name);
    }

    private static @Nullable FieldRule bound(Section section, String path) {
        String text = section.required(path);
        try {
            return text.isEmpty() ? null : new FieldRule.Bounded(new BigDecimal(text));
        } catch (NumberFormatException e) {
            section.problem(path, "must be a number, not '%s'".formatted(text));
            return null;
        }
    }

    private static @Nullable FieldRule head(Section section, String path) {
        String head = section.required(path);
        if (!head.matches("\\p{Graph}{0,32}")) {
            section.problem(path, "must be at most 32 ASCII characters, not '%s'".formatted(head));
            return null;
        }
        return head.isEmpty() ? null : new FieldRule.Stripped(head);
    }

    /** Whether a parameter is still there behind it, whatever the client sends. */
    private static boolean leaves(FieldRule rule) {
        return rule instanceof FieldRule.TextOnly || rule instanceof FieldRule.Stripped;
    }

    private void reworded() {
        group.plain("reworded").forEach((path, words) -> {
            if (words instanceof Map<?, ?> map) {
                Map<String, JsonNode> nodes = new LinkedHashMap<>();
                map.forEach((word, other) -> nodes.put(String.valueOf(word), Json.MAPPER.valueToTree(other)));
                add(group, "reworded", path, new FieldRule.Reworded(nodes));
            } else {
                group.problem("reworded", "must give words for words, like %s: {required: any}".formatted(path));
            }
        });
    }

    private void nulls() {
        String nulls = group.text("nulls");
        if (nulls.equals("left-out")) {
            rules.add(new Rule("", models, new FieldRule.WithoutNulls()));
        } else if (!nulls.isEmpty()) {
            group.problem("nulls", "must be left-out or absent, not '%s'".formatted(nulls));
        }
    }

    private void add(Section section, String key, String path, FieldRule rule) {
        if (!PATH.matcher(path).matches() || path.endsWith("[]")) {
            section.problem(key, "has '%s', which is no path of a parameter like n or messages[].name".formatted(path));
        } else if (OURS.contains(path) && !leaves(rule)) {
            section.problem(key, "has '%s', which no provider of this dialect can do without".formatted(path));
        } else {
            rules.add(new Rule(path, models, rule));
        }
    }
}
