package io.camelid.contract;

import com.fasterxml.jackson.databind.JsonNode;
import io.camelid.StubProvider.Request;
import io.camelid.contract.Reply.Call;
import io.camelid.dialect.gemini.GeminiWire;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Gemini's {@code generateContent}; a stream has CRLF, usage in each event, whole calls, and {@code STOP} after them. */
final class GeminiContent implements Wire {

    @Override
    public boolean has(String path) {
        return path.matches("/models/[^:]+:(generateContent|streamGenerateContent\\?alt=sse|batchEmbedContents)");
    }

    @Override
    public List<String> problems(String path, JsonNode body, Request request) {
        return GeminiWire.problems(path.substring(1), body);
    }

    @Override
    public Asked asked(String path, JsonNode body) {
        JsonNode config = body.path("generationConfig");
        return new Asked(
                path.contains(":stream"),
                Data.text(body.path("systemInstruction")),
                parts(body, "text").map(JsonNode::asText).reduce("", (first, last) -> last),
                Stream.concat(
                                parts(body, "inlineData")
                                        .map(it -> it.path("mimeType").asText() + ";base64,"
                                                + it.path("data").asText()),
                                parts(body, "fileData")
                                        .map(it -> it.path("fileUri").asText()))
                        .toList(),
                parts(body, "functionCall")
                        .map(it -> new Call(
                                it.path("id").asText(),
                                it.path("name").asText(),
                                it.path("args").toString()))
                        .toList(),
                parts(body, "functionResponse")
                        .map(it -> it.at("/response/output").asText())
                        .toList(),
                body.path("tools").findValues("functionDeclarations").stream()
                        .flatMap(it -> it.findValuesAsText("name").stream())
                        .toList(),
                choice(body.at("/toolConfig/functionCallingConfig")),
                Data.texts(config.path("stopSequences")),
                config.path("maxOutputTokens").asInt(),
                config.path("responseJsonSchema"));
    }

    private static Stream<JsonNode> parts(JsonNode body, String kind) {
        return body.path("contents")
                .valueStream()
                .flatMap(it -> it.path("parts").valueStream())
                .filter(it -> it.has(kind))
                .map(it -> it.path(kind));
    }

    private static String choice(JsonNode choice) {
        String name = choice.at("/allowedFunctionNames/0").asText();
        return switch (choice.path("mode").asText()) {
            case "ANY" -> name.isEmpty() ? "required" : name;
            case "NONE" -> "none";
            case "AUTO" -> "auto";
            default -> "";
        };
    }

    @Override
    public String whole(String path, JsonNode body, Reply reply) {
        if (path.endsWith(":batchEmbedContents")) {
            return "{\"embeddings\":[{\"values\":[0.5,-1.25]}],\"usageMetadata\":{\"promptTokenCount\":11}}";
        }
        List<String> parts = new ArrayList<>();
        thoughts(reply, parts);
        if (reply.end() != Reply.End.REFUSED) {
            reply.text().forEach(it -> parts.add("{\"text\":" + Data.quoted(it) + "}"));
        }
        reply.calls().forEach(it -> parts.add(call(it)));
        return candidate(parts, finish(reply), logprobs(body, reply.text()), true);
    }

    @Override
    public List<String> stream(String path, JsonNode body, Reply reply) {
        List<String> events = new ArrayList<>();
        List<String> thoughts = new ArrayList<>();
        thoughts(reply, thoughts);
        thoughts.forEach(it -> events.add(event(candidate(List.of(it), "", "", false))));
        if (reply.end() != Reply.End.REFUSED) {
            reply.text()
                    .forEach(it -> events.add(event(candidate(
                            List.of("{\"text\":" + Data.quoted(it) + "}"), "", logprobs(body, List.of(it)), false))));
        }
        reply.calls().forEach(it -> events.add(event(candidate(List.of(call(it)), "", "", false))));
        events.add(event(candidate(List.of("{\"text\":\"\"}"), finish(reply), "", true)));
        return events;
    }

    private static String logprobs(JsonNode body, List<String> pieces) {
        if (!body.at("/generationConfig/responseLogprobs").asBoolean()) {
            return "";
        }
        return ",\"logprobsResult\":{\"chosenCandidates\":%s}"
                .formatted(pieces.stream()
                        .map(it -> "{\"token\":%s,\"logProbability\":%s}".formatted(Data.quoted(it), Reply.LOGPROB))
                        .toList());
    }

    private static void thoughts(Reply reply, List<String> parts) {
        if (!reply.thoughts().isEmpty()) {
            parts.add("{\"thought\":true,\"text\":" + Data.quoted(reply.thoughts()) + "}");
        }
    }

    /** Without an id, as the older models have it; so ids are no part of what is compared here. */
    private static String call(Call call) {
        return "{\"functionCall\":{\"name\":\"%s\",\"args\":%s}}".formatted(call.name(), call.arguments());
    }

    private static String candidate(List<String> parts, String finish, String logprobs, boolean last) {
        String reason = finish.isEmpty() ? "" : ",\"finishReason\":\"" + finish + "\"";
        return """
                {"candidates":[{"content":{"parts":[%s],"role":"model"}%s%s,"index":0}],"modelVersion":"m",\
                "usageMetadata":{"promptTokenCount":11,"candidatesTokenCount":1,"thoughtsTokenCount":%d,\
                "totalTokenCount":%d}}""".formatted(String.join(",", parts), reason, logprobs, last ? 3 : 1, last ? 15 : 13);
    }

    private static String event(String data) {
        return "data: " + data + "\r\n\r\n";
    }

    private static String finish(Reply reply) {
        return switch (reply.end()) {
            case STOP, CALLS -> "STOP";
            case LENGTH -> "MAX_TOKENS";
            case REFUSED -> "SAFETY";
        };
    }

    @Override
    public String error(int status, String words) {
        String word =
                switch (status) {
                    case 404 -> "NOT_FOUND";
                    case 429 -> "RESOURCE_EXHAUSTED";
                    case 500 -> "INTERNAL";
                    case 503 -> "UNAVAILABLE";
                    default -> "INVALID_ARGUMENT";
                };
        String details = status == 429
                ? ",\"details\":[{\"@type\":\"type.googleapis.com/google.rpc.RetryInfo\",\"retryDelay\":\"6.5s\"}]"
                : "";
        return "{\"error\":{\"code\":%d,\"message\":\"%s\",\"status\":\"%s\"%s}}"
                .formatted(status, words, word, details);
    }

    @Override
    public String errorEvent(String words) {
        return event(error(500, words));
    }

    @Override
    public String keyHeader() {
        return "x-goog-api-key";
    }

    /** An error of the streaming method is labelled as a stream all the same. */
    @Override
    public String errorType(boolean stream) {
        return stream ? "text/event-stream" : "application/json; charset=UTF-8";
    }
}
