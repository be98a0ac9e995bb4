package io.camelid.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.camelid.contract.Reply.Call;
import io.camelid.dialect.Json;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One streamed answer of a provider that speaks OpenAI, with that provider's habits. */
final class OpenAiEvents {

    private final JsonNode row;
    private final ObjectNode head;
    private final boolean logprobs;
    private final @Nullable ObjectNode asked;
    private final String usage;
    private final List<String> events = new ArrayList<>();

    /**
     * @param logprobs whether the client asked for them
     * @param asked the usage, where the client asked for it
     */
    OpenAiEvents(JsonNode row, ObjectNode head, boolean logprobs, @Nullable ObjectNode asked) {
        this.row = row;
        this.head = head;
        this.logprobs = logprobs;
        this.asked = asked;
        this.usage = row.path("usage").asText();
    }

    List<String> chat(Reply reply, String finish) {
        raw(row.path("opening").asText());
        JsonNode first = row.path("first");
        if (first.isMissingNode()) {
            delta(Data.object("{\"role\":\"assistant\",\"content\":\"\"}"));
        } else if (first.isObject()) {
            delta(first.deepCopy());
        }
        if (!reply.thoughts().isEmpty()) {
            delta(member(row.path("thoughts").asText(), reply.thoughts()));
        }
        boolean refused =
                reply.end() == Reply.End.REFUSED && row.path("refusal").isTextual();
        String textual = refused ? row.path("refusal").textValue() : "content";
        boolean keepLast = row.path("last_text").asBoolean() && !reply.text().isEmpty();
        for (String piece : keepLast ? reply.text().subList(0, reply.text().size() - 1) : reply.text()) {
            delta(member(textual, piece));
        }
        ObjectNode last = row.path("last").isObject() ? row.path("last").deepCopy() : Json.MAPPER.createObjectNode();
        if (keepLast) {
            last.put(textual, reply.text().getLast());
        }
        calls(reply.calls(), last);
        finish(last, finish);
        return ended();
    }

    private void calls(List<Call> calls, ObjectNode last) {
        switch (row.path("calls").asText("fragments")) {
            case "at-the-finish" ->
                each(
                        calls,
                        (call, index) -> last.withArrayProperty("tool_calls")
                                .add(OpenAiWire.call(row, call, index, call.arguments())));
            case "whole" -> each(calls, (call, index) -> call(OpenAiWire.call(row, call, index, call.arguments())));
            default ->
                each(calls, (call, index) -> {
                    int middle = call.arguments().length() / 2;
                    call(OpenAiWire.call(row, call, index, ""));
                    call(fragment(index, call.arguments().substring(0, middle)));
                    call(fragment(index, call.arguments().substring(middle)));
                });
        }
    }

    private interface Told {
        void call(Call call, int index);
    }

    private static void each(List<Call> calls, Told told) {
        for (int i = 0; i < calls.size(); i++) {
            told.call(calls.get(i), i);
        }
    }

    private static ObjectNode fragment(int index, String arguments) {
        ObjectNode fragment = Json.MAPPER.createObjectNode().put("index", index);
        fragment.putObject("function").put("arguments", arguments);
        return fragment;
    }

    private void call(ObjectNode call) {
        ObjectNode delta = Json.MAPPER.createObjectNode();
        delta.putArray("tool_calls").add(call);
        delta(delta);
    }

    List<String> completion(Reply reply, String finish) {
        for (String piece : reply.text()) {
            send(textual(piece, null), null);
        }
        boolean inFinish = List.of("finish", "both", "repeated").contains(usage);
        send(textual("", finish), inFinish ? OpenAiWire.usage() : null);
        lastUsage();
        return ended();
    }

    private static ObjectNode textual(String text, @Nullable String finish) {
        return Json.MAPPER
                .createObjectNode()
                .put("index", 0)
                .put("text", text)
                .putNull("logprobs")
                .put("finish_reason", finish);
    }

    private void delta(ObjectNode delta) {
        choice(delta, null, usage.equals("every") ? counts(1) : null);
        raw(row.path("comment").asText());
    }

    private void finish(ObjectNode delta, String finish) {
        boolean told = List.of("finish", "every").contains(usage) || (usage.equals("both") && asked != null);
        choice(delta, finish, told ? OpenAiWire.usage() : null);
        if (usage.equals("repeated")) {
            choice(row.path("last").deepCopy(), finish, OpenAiWire.usage());
        }
        lastUsage();
    }

    private void choice(ObjectNode delta, @Nullable String finish, @Nullable ObjectNode counts) {
        ObjectNode whole = Json.MAPPER.createObjectNode();
        Data.put(whole, row.path("delta"));
        whole.setAll(delta);
        ObjectNode choice = Json.MAPPER.createObjectNode().put("index", 0);
        choice.set("delta", whole);
        choice.putNull("logprobs").put("finish_reason", finish);
        Data.put(choice, row.path("choice"));
        String text = delta.path("content").asText("");
        if (logprobs && !text.isEmpty()) {
            choice.set("logprobs", OpenAiWire.streamed(row, text));
        }
        send(choice, counts);
    }

    private void lastUsage() {
        if (asked != null && List.of("asked", "both").contains(usage)) {
            ObjectNode chunk = head.deepCopy();
            chunk.set("usage", asked);
            data(chunk);
        }
    }

    private void send(ObjectNode choice, @Nullable ObjectNode counts) {
        ObjectNode chunk = head.deepCopy();
        chunk.withArrayProperty("choices").add(choice);
        if (counts != null) {
            chunk.set("usage", counts);
        } else if (asked != null) {
            chunk.putNull("usage");
        }
        data(chunk);
    }

    private static ObjectNode counts(int completion) {
        return OpenAiWire.usage()
                .put("completion_tokens", completion)
                .put("total_tokens", Reply.PROMPT_TOKENS + completion);
    }

    private static ObjectNode member(String name, String value) {
        return Json.MAPPER.createObjectNode().put(name, value);
    }

    private void data(ObjectNode chunk) {
        raw("data: " + chunk + "\n\n");
    }

    private List<String> ended() {
        if (row.path("done").asBoolean(true)) {
            raw("data: [DONE]\n\n");
        }
        return events;
    }

    private void raw(String text) {
        if (!text.isEmpty()) {
            events.add(row.path("crlf").asBoolean() ? text.replace("\n", "\r\n") : text);
        }
    }
}
