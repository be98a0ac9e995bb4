package io.camelid.catalog;

import io.camelid.catalog.Substitution.BadValueException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * One mapping of a YAML file, read key by key. What can't be read is reported with its line and key, and reading goes on
 * as if the key were absent, so that one pass finds all problems. Not thread-safe.
 */
final class Section {

    private record Entry(int line, Node value) {}

    private final int line;
    private final String path;
    private final Map<String, Entry> entries = new LinkedHashMap<>();
    private final Set<String> asked = new HashSet<>();
    private final Substitution substitution;
    private final Findings findings;

    private Section(int line, String path, List<NodeTuple> tuples, Substitution substitution, Findings findings) {
        this.line = line;
        this.path = path;
        this.substitution = substitution;
        this.findings = findings;
        tuples.forEach(this::enter);
    }

    /** A whole file; without keys where it is empty. */
    static Section root(Optional<Node> document, Substitution substitution, Findings findings) {
        List<NodeTuple> tuples = List.of();
        if (document.orElse(null) instanceof MappingNode mapping) {
            tuples = mapping.getValue();
        } else if (document.isPresent()) {
            findings.problem(
                    YamlFile.line(document.get()), "the file", "must be a mapping, not " + kind(document.get()));
            findings.throwProblems();
        }
        return new Section(1, "", tuples, substitution, findings);
    }

    private void enter(NodeTuple tuple) {
        String key = tuple.getKeyNode() instanceof ScalarNode scalar ? scalar.getValue() : "?";
        int at = YamlFile.line(tuple.getKeyNode());
        if (entries.putIfAbsent(key, new Entry(at, tuple.getValueNode())) != null) {
            findings.problem(at, pathOf(key), "stands here twice; keep one");
        }
    }

    /** Whether the key has a value, be it empty. */
    boolean has(String key) {
        return value(key) != null;
    }

    /** A text with its references replaced; empty where absent. */
    String text(String key) {
        Node value = value(key);
        if (value == null) {
            return "";
        }
        if (!(value instanceof ScalarNode scalar)) {
            problem(key, "must be one value, not " + kind(value));
            return "";
        }
        try {
            return substitution.apply(scalar.getValue()).strip();
        } catch (BadValueException e) {
            problem(key, e.problem());
            return "";
        }
    }

    /** A regular expression; empty where absent. */
    String pattern(String key) {
        String pattern = text(key);
        try {
            return Pattern.compile(pattern).pattern();
        } catch (PatternSyntaxException e) {
            problem(key, "is no regular expression: %s".formatted(e.getDescription()));
            return "";
        }
    }

    /** A text that must be there. */
    String required(String key) {
        String text = text(key);
        if (text.isEmpty()) {
            problem(key, "is missing; write one");
        }
        return text;
    }

    /** The text as it would be if the variables it is switched on with were set. */
    String textSwitchedOn(String key) {
        try {
            return value(key) instanceof ScalarNode scalar ? substitution.applySwitchedOn(scalar.getValue()) : "";
        } catch (BadValueException e) {
            return "";
        }
    }

    /** A mapping; one without keys where absent. */
    Section section(String key) {
        Node value = value(key);
        return Optional.ofNullable(value)
                .flatMap(it -> child(lineOf(key), pathOf(key), it))
                .orElseGet(() -> new Section(lineOf(key), pathOf(key), List.of(), substitution, findings));
    }

    /** A list of mappings; empty where absent. */
    List<Section> sections(String key) {
        List<Section> sections = new ArrayList<>();
        int index = 0;
        for (Node item : items(key)) {
            child(YamlFile.line(item), "%s[%d]".formatted(pathOf(key), index++), item)
                    .ifPresent(sections::add);
        }
        return sections;
    }

    /** A list of texts; empty where absent. */
    List<String> texts(String key) {
        List<String> texts = new ArrayList<>();
        for (Node item : items(key)) {
            if (item instanceof ScalarNode scalar) {
                texts.add(scalar.getValue());
            } else {
                problem(key, "must be a list of texts");
            }
        }
        return texts;
    }

    /** A mapping as plain JSON values. */
    Map<String, @Nullable Object> plain(String key) {
        Node value = value(key);
        if (value == null) {
            return Map.of();
        }
        if (!(value instanceof MappingNode mapping)) {
            problem(key, "must be a mapping, not " + kind(value));
            return Map.of();
        }
        try {
            return new PlainValues(substitution).map(mapping);
        } catch (BadValueException e) {
            problem(key, e.problem());
            return Map.of();
        }
    }

    /** All keys, in the order of the file. */
    List<String> keys() {
        return List.copyOf(entries.keySet());
    }

    /** The keys nobody has asked for, in the order of the file. */
    List<String> unused() {
        return entries.keySet().stream().filter(key -> !asked.contains(key)).toList();
    }

    /** Tells of each key nobody has asked for that it is not used. */
    void noteUnused() {
        unused().forEach(key -> note(key, "is not used here"));
    }

    void problem(String key, String problem) {
        findings.problem(lineOf(key), pathOf(key), problem);
    }

    void note(String key, String note) {
        findings.note(lineOf(key), pathOf(key), note);
    }

    private List<Node> items(String key) {
        Node value = value(key);
        if (value == null) {
            return List.of();
        }
        if (!(value instanceof SequenceNode sequence)) {
            problem(key, "must be a list, not " + kind(value));
            return List.of();
        }
        return sequence.getValue();
    }

    private Optional<Section> child(int childLine, String childPath, Node value) {
        if (value instanceof MappingNode mapping) {
            return Optional.of(new Section(childLine, childPath, mapping.getValue(), substitution, findings));
        }
        findings.problem(childLine, childPath, "must be a mapping, not " + kind(value));
        return Optional.empty();
    }

    private @Nullable Node value(String key) {
        asked.add(key);
        Entry entry = entries.get(key);
        return entry == null || entry.value().getTag().equals(Tag.NULL) ? null : entry.value();
    }

    private int lineOf(String key) {
        Entry entry = entries.get(key);
        return entry == null ? line : entry.line();
    }

    private String pathOf(String key) {
        return path.isEmpty() ? key : path + "." + key;
    }

    private static String kind(Node node) {
        return switch (node) {
            case MappingNode mapping -> "a mapping";
            case SequenceNode sequence -> "a list";
            default -> "a single value";
        };
    }
}
