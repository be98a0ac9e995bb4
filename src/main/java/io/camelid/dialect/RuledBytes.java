package io.camelid.dialect;

import static com.fasterxml.jackson.core.JsonToken.END_ARRAY;
import static com.fasterxml.jackson.core.JsonToken.END_OBJECT;
import static com.fasterxml.jackson.core.JsonToken.START_ARRAY;
import static com.fasterxml.jackson.core.JsonToken.START_OBJECT;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.camelid.error.ErrorKind;
import io.camelid.error.RequestException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds in a request's bytes what a provider's rules change: ranges to be cut or replaced, commas included. Only objects
 * that rules are about are looked into, and only short values are read. Single-use.
 */
final class RuledBytes {

    /** No value that a rule looks at is longer, bytes: the longest number that is read, or a word in escapes. */
    private static final int LONGEST_VALUE = 1024;

    /** No object that rules are about has more members. */
    private static final int MAX_MEMBERS = 1000;

    private static final JsonNode LONE_TEXT = Json.MAPPER
            .createArrayNode()
            .add(Json.MAPPER.createObjectNode().put("type", "text").put("text", ""));

    private static final JsonNode LONG_LIST = Json.MAPPER.createArrayNode().addNull();

    /** As much of a long text as rules look at, characters. */
    private static final int HEAD = 32;

    private final byte[] body;
    private final int from;
    private final int to;
    private final String model;
    private final List<Change> changes = new ArrayList<>();
    private List<String> notCarried = List.of();

    /** @param body is known to hold one JSON object from {@code from} to {@code to} */
    RuledBytes(byte[] body, int from, int to, String model) {
        this.body = body;
        this.from = from;
        this.to = to;
        this.model = model;
    }

    /** The changes, in order and apart. */
    Edits edits(RuleNode root) {
        try (JsonParser parser = Json.FACTORY.createParser(body, from, to - from)) {
            parser.nextToken();
            notCarried = object(parser, root, "");
        } catch (JsonProcessingException e) {
            // it is JSON, as was seen before; but nobody looked at its numbers
            throw RequestException.of(ErrorKind.INVALID_REQUEST, "The body holds a number that is out of all bounds.");
        } catch (IOException e) {
            throw new UncheckedIOException(e); // bytes in memory can't fail
        }
        return Change.inOrder(changes);
    }

    /** The paths of what is not said as the client said it; after {@link #edits}. */
    List<String> notCarried() {
        return notCarried;
    }

    private List<String> object(JsonParser parser, RuleNode node, String path) throws IOException {
        List<Member> members = new ArrayList<>();
        Map<String, JsonNode> values = new LinkedHashMap<>();
        Map<String, List<String>> inside = new LinkedHashMap<>();
        while (parser.nextToken() != END_OBJECT) {
            if (members.size() == MAX_MEMBERS) {
                throw RequestException.of(ErrorKind.INVALID_REQUEST, "An object of the body has too many members.");
            }
            String name = parser.currentName();
            int start = at(parser);
            parser.nextToken();
            int valueStart = at(parser);
            // of a name given twice the last one counts
            inside.put(name, value(parser, node.member(name), path.isEmpty() ? name : path + "." + name));
            parser.finishToken();
            Member member = new Member(
                    name,
                    start,
                    valueStart,
                    from + (int) parser.currentLocation().getByteOffset());
            members.add(member);
            values.put(name, node.watches(name) || isNull(member) ? read(member) : MissingNode.getInstance());
        }
        Verdicts verdicts = new Verdicts(node, values, model, path);
        Change.add(members, verdicts.verdicts(), body, changes);
        inside.keySet().removeIf(name -> verdicts.verdicts().get(name) instanceof Verdict.Cut);
        List<String> all = new ArrayList<>(verdicts.notCarried());
        inside.values().forEach(all::addAll);
        return all;
    }

    /** Looks into a value where rules are about what is inside, and passes over it. */
    private List<String> value(JsonParser parser, @Nullable RuleNode node, String path) throws IOException {
        if (node != null && parser.currentToken() == START_OBJECT && node.isDeep()) {
            return object(parser, node, path);
        }
        RuleNode elements = node == null ? null : node.elements();
        if (elements == null || parser.currentToken() != START_ARRAY) {
            parser.skipChildren();
            return List.of();
        }
        List<String> all = new ArrayList<>();
        for (int i = 0; parser.nextToken() != END_ARRAY; i++) {
            all.addAll(value(parser, elements, path + "[" + i + "]"));
        }
        return all;
    }

    private int at(JsonParser parser) {
        return from + (int) parser.currentTokenLocation().getByteOffset();
    }

    private boolean isNull(Member member) {
        return body[member.valueFrom()] == 'n';
    }

    /**
     * A long list is read as one of an empty text where it is one of a text, else as one of nothing; of a long text the head
     * is read, an ellipsis behind it; any other long value not at all.
     */
    private JsonNode read(Member member) throws IOException {
        int length = member.to() - member.valueFrom();
        if (length <= LONGEST_VALUE) {
            return Json.MAPPER.readTree(body, member.valueFrom(), length);
        }
        return switch (body[member.valueFrom()]) {
            case '[' -> LoneText.find(body, member.valueFrom(), member.to()).isPresent() ? LONE_TEXT : LONG_LIST;
            case '"' -> head(member.valueFrom());
            default -> MissingNode.getInstance();
        };
    }

    private JsonNode head(int at) throws IOException {
        int length = JsonText.skip(body, at + 1, HEAD) - at;
        return Json.MAPPER.readTree(new String(body, at, length, UTF_8) + "…\"");
    }

    /** Where a member stands: its name, its value, and the end of that. */
    record Member(String name, int from, int valueFrom, int to) {}
}
