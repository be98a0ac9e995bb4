package io.camelid.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.camelid.StubProvider.Request;
import io.camelid.contract.Reply.Call;
import io.camelid.dialect.Json;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** OpenAI's format as one provider speaks it: the row says what is its own. */
final class OpenAiWire implements Wire {

    private static final String ERROR =
            "{\"error\":{\"message\":\"WORDS\",\"type\":\"invalid_request_error\",\"param\":null,\"code\":null}}";

    private final JsonNode row;

    OpenAiWire(JsonNode row) {
        this.row = row;
    }

    @Override
    public boolean has(String path) {
        return Set.of("/chat/completions", "/completions", "/embeddings").contains(path)
                && !row.path("cannot").path(path.substring(1)).asText().equals("unsupported");
    }

    @Override
    public List<String> problems(String path, JsonNode body, Request request) {
        return new OpenAiRefusals(row).of(body);
    }

    @Override
    public Asked asked(String path, JsonNode body) {
        return OpenAiRequest.read(body);
    }

    @Override
    public String whole(String path, JsonNode body, Reply reply) {
        String blank = row.path("blank").asText();
        if (path.equals("/embeddings")) {
            return blank + embeddings(body);
        }
        ObjectNode document = document(path, false, body);
        ObjectNode choice = document.withArrayProperty("choices").addObject().put("index", 0);
        if (path.equals("/completions")) {
            choice.put("text", reply.whole()).putNull("logprobs").put("finish_reason", finish(reply));
        } else {
            choice.putNull("logprobs").put("finish_reason", finish(reply));
            Data.put(choice, row.path("choice")).set("message", message(reply));
            if (asksLogprobs(body)) {
                choice.set("logprobs", logprobs(reply));
            }
        }
        document.set("usage", usage());
        return blank + document;
    }

    private static boolean asksLogprobs(JsonNode body) {
        return body.path("logprobs").asBoolean();
    }

    private ObjectNode logprobs(Reply reply) {
        ObjectNode logprobs = Json.MAPPER.createObjectNode();
        boolean bare = row.path("logprobs").asText().equals("bare");
        for (String piece : reply.text()) {
            if (bare) {
                logprobs.withArrayProperty("tokens").add(piece);
                logprobs.withArrayProperty("token_logprobs").add(Reply.LOGPROB);
            } else {
                logprobs.withArrayProperty("content").add(logprob(piece));
            }
        }
        return bare ? logprobs : logprobs.putNull("refusal");
    }

    private static ObjectNode logprob(String piece) {
        ObjectNode token = Json.MAPPER.createObjectNode().put("token", piece).put("logprob", Reply.LOGPROB);
        token.putArray("bytes");
        token.putArray("top_logprobs");
        return token;
    }

    /** Of one piece of a stream. */
    static JsonNode streamed(JsonNode row, String piece) {
        if (row.path("logprobs").asText().equals("bare")) {
            return DoubleNode.valueOf(Reply.LOGPROB);
        }
        ObjectNode logprobs = Json.MAPPER.createObjectNode();
        logprobs.putArray("content").add(logprob(piece));
        return logprobs.putNull("refusal");
    }

    private ObjectNode message(Reply reply) {
        ObjectNode message = Json.MAPPER.createObjectNode().put("role", "assistant");
        boolean refused =
                reply.end() == Reply.End.REFUSED && row.path("refusal").isTextual();
        message.put("content", refused || !reply.calls().isEmpty() ? null : reply.whole());
        Data.put(message, row.path("message"));
        if (refused) {
            message.put(row.path("refusal").textValue(), reply.whole());
        }
        if (!reply.thoughts().isEmpty()) {
            message.put(row.path("thoughts").asText(), reply.thoughts());
        }
        for (Call call : reply.calls()) {
            message.withArrayProperty("tool_calls").add(call(call, -1, call.arguments()));
        }
        return reply.calls().isEmpty() ? message : Data.put(message, row.path("call_message"));
    }

    @Override
    public List<String> stream(String path, JsonNode body, Reply reply) {
        ObjectNode head = document(path, true, body);
        boolean usage = body.path("stream_options").path("include_usage").asBoolean();
        OpenAiEvents events = new OpenAiEvents(row, head, asksLogprobs(body), usage ? usage() : null);
        return path.equals("/completions")
                ? events.completion(reply, finish(reply))
                : events.chat(reply, finish(reply));
    }

    private ObjectNode document(String path, boolean stream, JsonNode body) {
        String object = path.equals("/completions")
                ? row.path("completion").asText("text_completion")
                : stream ? "chat.completion.chunk" : "chat.completion";
        ObjectNode document = Json.MAPPER
                .createObjectNode()
                .put("id", "cmpl-1")
                .put("object", object)
                .put("created", 1756198143)
                .put("model", body.path("model").textValue());
        document.putArray("choices");
        return Data.put(document, row.path("top"));
    }

    static ObjectNode usage() {
        return Json.MAPPER
                .createObjectNode()
                .put("prompt_tokens", Reply.PROMPT_TOKENS)
                .put("completion_tokens", Reply.COMPLETION_TOKENS)
                .put("total_tokens", Reply.PROMPT_TOKENS + Reply.COMPLETION_TOKENS);
    }

    private ObjectNode call(Call call, int index, String arguments) {
        return call(row, call, index, arguments);
    }

    /** A call, or the first fragment of one; a negative index is none. */
    static ObjectNode call(JsonNode row, Call call, int index, String arguments) {
        ObjectNode json = Json.MAPPER.createObjectNode();
        if (index >= 0) {
            json.put("index", index);
        }
        json.put("id", call.id()).put("type", "function");
        json.putObject("function").put("name", call.name()).put("arguments", arguments);
        return Data.put(json, row.path("call"));
    }

    private String finish(Reply reply) {
        String word =
                switch (reply.end()) {
                    case STOP -> "stop";
                    case CALLS -> "tool_calls";
                    case LENGTH -> "length";
                    case REFUSED -> row.path("refusal").isTextual() ? "stop" : "content_filter";
                };
        return row.path("finish").path(word).asText(word);
    }

    private static String embeddings(JsonNode body) {
        byte[] packed = ByteBuffer.allocate(8)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putFloat(0.5f)
                .putFloat(-1.25f)
                .array();
        String vector = body.path("encoding_format").asText().equals("base64")
                ? "\"" + Base64.getEncoder().encodeToString(packed) + "\""
                : "[0.5,-1.25]";
        return """
                {"object":"list","model":%s,"data":[{"object":"embedding","index":0,"embedding":%s}],
                "usage":{"prompt_tokens":11,"total_tokens":11}}""".formatted(body.path("model"), vector);
    }

    @Override
    public String error(int status, String words) {
        return filled(row.path("error").asText(ERROR), status, words);
    }

    @Override
    public String errorEvent(String words) {
        JsonNode event = row.path("error_event");
        return filled(event.isTextual() ? event.textValue() : "data: " + ERROR + "\n\n", 400, words);
    }

    static String filled(String template, int status, @Nullable String words) {
        return template.replace("STATUS", String.valueOf(status)).replace("WORDS", words == null ? "" : words);
    }

    @Override
    public String errorType(boolean stream) {
        return row.path("error_type").asText("application/json");
    }
}
