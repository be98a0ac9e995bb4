package io.camelid.catalog;

import java.io.ByteArrayInputStream;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads a YAML file as nodes, which know their lines. */
final class YamlFile {

    private static final int MAX_DEPTH = 100;

    private YamlFile() {}

    /**
     * The file's one document; absent where it holds nothing.
     *
     * @param file for the message
     * @throws CatalogException it is not YAML; the message repeats no text of the file, which may hold keys
     */
    static Optional<Node> read(byte[] yaml, String file) {
        LoadSettings settings = LoadSettings.builder().setLabel(file).build();
        try {
            checkDepth(new Parse(settings).parseInputStream(new ByteArrayInputStream(yaml)), file);
            return new Compose(settings).composeInputStream(new ByteArrayInputStream(yaml));
        } catch (MarkedYamlEngineException e) {
            throw new CatalogException("%s:%d: this is not YAML: %s; mend this line or the one above"
                    .formatted(file, line(e), problem(e)));
        } catch (YamlEngineException e) {
            throw new CatalogException(
                    "%s: this is not YAML: it holds characters that YAML does not allow; save it as UTF-8 text"
                            .formatted(file));
        }
    }

    /** A node is composed by a recursion that knows no bound. */
    private static void checkDepth(Iterable<Event> events, String file) {
        int depth = 0;
        for (Event event : events) {
            if (event instanceof CollectionStartEvent) {
                depth++;
            } else if (event instanceof CollectionEndEvent) {
                depth--;
            }
            if (depth > MAX_DEPTH) {
                throw new CatalogException("%s:%d: this is nested too deeply; nothing here needs more than %d levels"
                        .formatted(file, line(event), MAX_DEPTH));
            }
        }
    }

    private static int line(Event event) {
        return event.getStartMark().map(mark -> mark.getLine() + 1).orElse(1);
    }

    private static String problem(MarkedYamlEngineException e) {
        return e.getContext() == null ? e.getProblem() : e.getContext() + ", " + e.getProblem();
    }

    /** The line a node begins on, counted from 1. */
    static int line(Node node) {
        return node.getStartMark().map(mark -> mark.getLine() + 1).orElse(1);
    }

    private static int line(MarkedYamlEngineException e) {
        return e.getProblemMark()
                .or(e::getContextMark)
                .map(mark -> mark.getLine() + 1)
                .orElse(1);
    }
}
