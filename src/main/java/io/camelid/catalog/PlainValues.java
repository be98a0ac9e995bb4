package io.camelid.catalog;

import io.camelid.catalog.Substitution.BadValueException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.constructor.StandardConstructor;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * Turns YAML nodes into maps, lists, texts, numbers and truth values. A replaced reference gets the type its value looks
 * like, as in Llama Stack.
 */
final class PlainValues {

    private static final LoadSettings SETTINGS = LoadSettings.builder().build();

    private final Substitution substitution;

    PlainValues(Substitution substitution) {
        this.substitution = substitution;
    }

    Map<String, @Nullable Object> map(MappingNode node) throws BadValueException {
        if (node.isRecursive()) {
            throw new BadValueException("holds itself; write it out");
        }
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        for (var tuple : node.getValue()) {
            map.put(String.valueOf(value(tuple.getKeyNode())), value(tuple.getValueNode()));
        }
        return map;
    }

    private @Nullable Object value(Node node) throws BadValueException {
        return switch (node) {
            case MappingNode mapping -> map(mapping);
            case SequenceNode sequence -> list(sequence);
            case ScalarNode scalar -> scalar(scalar);
            default -> throw new IllegalStateException("a composed document has no " + node.getNodeType());
        };
    }

    private List<@Nullable Object> list(SequenceNode node) throws BadValueException {
        if (node.isRecursive()) {
            throw new BadValueException("holds itself; write it out");
        }
        List<@Nullable Object> list = new ArrayList<>();
        for (Node item : node.getValue()) {
            list.add(value(item));
        }
        return list;
    }

    private @Nullable Object scalar(ScalarNode node) throws BadValueException {
        String text = substitution.apply(node.getValue());
        Tag tag = text.equals(node.getValue())
                ? node.getTag()
                : SETTINGS.getSchema().getScalarResolver().resolve(text, true);
        return construct(new ScalarNode(tag, text, node.getScalarStyle()));
    }

    private static @Nullable Object construct(ScalarNode node) throws BadValueException {
        try {
            return new StandardConstructor(SETTINGS).constructSingleDocument(Optional.of(node));
        } catch (YamlEngineException | NumberFormatException e) {
            throw new BadValueException(
                    "holds %s %s, which has no plain value; remove the tag".formatted(node.getTag(), node.getValue()));
        }
    }
}
