package io.camelid.dialect.gemini;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the provider would refuse in a request: a field it does not know, as its own parser does, and the rules it states
 * or answers with. Source: Gemini API v1beta, {@code GenerateContentRequest} and below.
 */
public final class GeminiWire {

    private static final Pattern PATH = Pattern.compile("(models|tunedModels|publishers/google/models)/[^/:?#]+:"
            + "(generateContent|streamGenerateContent\\?alt=sse)");

    private static final Pattern EMBEDDINGS_PATH = Pattern.compile("(models/[^/:?#]+):batchEmbedContents");

    private static final Set<String> EMBEDDING =
            Set.of("model", "content", "taskType", "title", "outputDimensionality");

    private static final Map<String, Set<String>> KNOWN = Map.of(
            "", Set.of("systemInstruction", "contents", "tools", "toolConfig", "generationConfig", "safetySettings"),
            "content", Set.of("role", "parts"),
            "part",
                    Set.of(
                            "text",
                            "inlineData",
                            "fileData",
                            "functionCall",
                            "functionResponse",
                            "thought",
                            "thoughtSignature"),
            "inlineData", Set.of("mimeType", "data"),
            "fileData", Set.of("mimeType", "fileUri"),
            "functionCall", Set.of("id", "name", "args"),
            "functionResponse", Set.of("id", "name", "response"),
            "function", Set.of("name", "description", "parametersJsonSchema"),
            "functionCallingConfig", Set.of("mode", "allowedFunctionNames"),
            "generationConfig",
                    Set.of(
                            "temperature",
                            "topP",
                            "topK",
                            "maxOutputTokens",
                            "stopSequences",
                            "seed",
                            "presencePenalty",
                            "frequencyPenalty",
                            "responseLogprobs",
                            "logprobs",
                            "responseMimeType",
                            "responseJsonSchema",
                            "thinkingConfig"));

    private static final Set<String> DATA =
            Set.of("text", "inlineData", "fileData", "functionCall", "functionResponse");

    private final List<String> problems = new ArrayList<>();

    private GeminiWire() {}

    /** Empty for a request that is in order. */
    public static List<String> problems(String path, JsonNode body) {
        GeminiWire wire = new GeminiWire();
        Matcher embeddings = EMBEDDINGS_PATH.matcher(path);
        if (embeddings.matches()) {
            wire.embeddings(body, embeddings.group(1));
            return wire.problems;
        }
        wire.check(PATH.matcher(path).matches(), "no such method: " + path);
        wire.request(body, path);
        return wire.problems;
    }

    /** Each request names the model of the path again. */
    private void embeddings(JsonNode body, String model) {
        check(body.size() == 1 && !body.path("requests").isEmpty(), "requests, and nothing else");
        for (JsonNode request : body.path("requests")) {
            request.fieldNames().forEachRemaining(name -> check(EMBEDDING.contains(name), "Unknown name " + name));
            check(request.path("model").asText().equals(model), "the model is not that of the path");
            check(!request.at("/content/parts").isEmpty(), "content is required");
            request.at("/content/parts").forEach(part -> known(part, "part"));
            check(
                    !request.has("outputDimensionality")
                            || request.get("outputDimensionality").isInt(),
                    "outputDimensionality");
        }
    }

    private void request(JsonNode body, String path) {
        known(body, "");
        JsonNode contents = body.path("contents");
        check(!contents.isEmpty(), "contents is not specified");
        contents.forEach(this::content);
        turns(contents);
        if (body.has("systemInstruction")) {
            JsonNode system = body.get("systemInstruction");
            check(!system.path("parts").isEmpty(), "systemInstruction.parts must not be empty");
            system.path("parts").forEach(part -> check(part.path("text").isTextual(), "system text only"));
        }
        body.path("tools").forEach(tool -> tool.path("functionDeclarations").forEach(this::function));
        JsonNode choice = body.path("toolConfig").path("functionCallingConfig");
        known(choice, "functionCallingConfig");
        check(
                !body.has("toolConfig")
                        || Set.of("AUTO", "ANY", "NONE")
                                .contains(choice.path("mode").asText()),
                "mode");
        config(body.path("generationConfig"));
        check(
                !(path.contains("gemini-2")
                        && body.has("tools")
                        && body.at("/generationConfig/responseMimeType").isTextual()),
                "Function calling with a response mime type: 'application/json' is unsupported");
    }

    private void content(JsonNode content) {
        known(content, "content");
        check(Set.of("user", "model").contains(content.path("role").asText()), "Please use a valid role: user, model.");
        check(!content.path("parts").isEmpty(), "parts must not be empty");
        for (JsonNode part : content.path("parts")) {
            known(part, "part");
            check(DATA.stream().filter(part::has).count() == 1, "required oneof field 'data' must have one value");
            for (String kind : List.of("inlineData", "fileData", "functionCall", "functionResponse")) {
                known(part.path(kind), kind);
            }
            JsonNode blob = part.path("inlineData");
            check(blob.isMissingNode() || blob.path("mimeType").asText().contains("/"), "mimeType is required");
            check(!blob.path("data").asText().contains(","), "data must be base64");
            check(!part.has("functionCall") || part.at("/functionCall/args").isObject(), "args must be an object");
            check(
                    !part.has("functionResponse")
                            || part.at("/functionResponse/response").isObject(),
                    "response must be an object");
        }
    }

    /** Results answer the calls right before them, all of them; calls follow the user's turn or results. */
    private void turns(JsonNode contents) {
        check(contents.path(0).path("role").asText().equals("user"), "the user begins");
        for (int at = 0; at < contents.size(); at++) {
            long results = count(contents.get(at), "functionResponse");
            long calls = count(contents.get(at), "functionCall");
            JsonNode before = contents.path(at - 1);
            check(
                    results == 0 || results == count(before, "functionCall"),
                    "the number of function response parts must equal the number of function call parts");
            check(
                    calls == 0 || before.path("role").asText().equals("user"),
                    "function call turn comes immediately after a user turn or after a function response turn");
        }
    }

    private static long count(JsonNode content, String kind) {
        return content.path("parts")
                .valueStream()
                .filter(part -> part.has(kind))
                .count();
    }

    private void function(JsonNode function) {
        known(function, "function");
        check(function.path("name").asText().matches("[A-Za-z_][A-Za-z0-9_.:-]{0,127}"), "Invalid function name");
        JsonNode schema = function.path("parametersJsonSchema");
        check(schema.isMissingNode() || schema.isObject(), "parametersJsonSchema must be an object");
    }

    private void config(JsonNode config) {
        known(config, "generationConfig");
        check(config.path("stopSequences").size() <= 5, "stopSequences: at most 5");
        check(!config.has("seed") || config.get("seed").canConvertToInt(), "seed must be a 32-bit integer");
        check(!config.has("temperature") || config.get("temperature").asDouble() <= 2, "temperature");
        check(!config.has("logprobs") || config.path("responseLogprobs").asBoolean(), "logprobs need responseLogprobs");
        JsonNode thinking = config.path("thinkingConfig");
        check(
                !(thinking.has("thinkingBudget") && thinking.has("thinkingLevel")),
                "budget and level exclude each other");
    }

    private void known(JsonNode object, String kind) {
        object.fieldNames()
                .forEachRemaining(name -> check(
                        KNOWN.getOrDefault(kind, Set.of()).contains(name),
                        "Invalid JSON payload received. Unknown name \"" + name + "\" at '" + kind + "'"));
        object.forEach(value -> check(!value.isNull(), "null in '" + kind + "'"));
    }

    private void check(boolean good, String problem) {
        if (!good) {
            problems.add(problem);
        }
    }
}
