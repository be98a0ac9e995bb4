package io.camelid.translation;

import io.camelid.llama.ToolArguments;
import io.camelid.llama.ToolChoice;
import io.camelid.llama.ToolName;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The paths of what a canonical record has a place for, by the names that Llama Stack's wire gives it. */
final class CanonicalFields {

    /** What is no field of Llama Stack's, by its own record's words. */
    private static final Set<String> EXTENSIONS = Set.of(
            "ChatCompletionRequest.extensions",
            "CompletionRequest.extensions",
            "ContentItem.File.base64",
            "ContentItem.File.cache",
            "ContentItem.File.mediaType",
            "ContentItem.File.name",
            "ContentItem.Image.cache",
            "ContentItem.Text.cache",
            "Message.Assistant.reasoning",
            "Message.ToolResponse.error",
            "ResponseFormat.JsonSchema.description",
            "ResponseFormat.JsonSchema.name",
            "ResponseFormat.JsonSchema.strict",
            "SamplingStrategy.TopP.topK",
            "ToolCall.signature",
            "ToolDefinition.cache",
            "ToolDefinition.schema",
            "ToolDefinition.strict");

    /** Where the wire's name is not the record's in small letters; empty where it has none of its own. */
    private static final Map<String, String> NAMES = Map.of(
            "ChatCompletionRequest.model", "model_id",
            "CompletionRequest.model", "model_id",
            "ContentItem.Image.source", "image",
            "ImageSource.Data.base64", "data",
            "ImageSource.Url.uri", "url",
            "InterleavedContent.Items.items", "",
            "InterleavedContent.Text.text", "",
            "ResponseFormat.JsonSchema.schema", "json_schema",
            "ToolParamDefinition.defaultValue", "default");

    /** Families that are one value on the wire. */
    private static final Set<Class<?>> VALUES = Set.of(ToolName.class, ToolArguments.class, ToolChoice.class);

    private CanonicalFields() {}

    static Set<String> of(Class<? extends Record> type) {
        Set<String> paths = new TreeSet<>();
        collect(type, "", paths);
        return paths;
    }

    private static void collect(Type type, String path, Set<String> paths) {
        switch (type) {
            case ParameterizedType list
            when list.getRawType().equals(List.class) -> collect(list.getActualTypeArguments()[0], path + "[]", paths);
            case ParameterizedType map -> collect(map.getActualTypeArguments()[1], path + ".a", paths);
            case Class<?> value when VALUES.contains(value) -> {}
            case Class<?> family
            when family.isSealed() ->
                List.of(family.getPermittedSubclasses()).forEach(member -> collect(member, path, paths));
            case Class<?> record
            when record.isRecord() ->
                List.of(record.getRecordComponents()).forEach(component -> collect(component, path, paths));
            default -> {}
        }
    }

    private static void collect(RecordComponent component, String path, Set<String> paths) {
        Class<?> owner = component.getDeclaringRecord();
        String name =
                owner.getCanonicalName().substring(owner.getPackageName().length() + 1) + "." + component.getName();
        if (EXTENSIONS.contains(name)) {
            return;
        }
        String word = NAMES.getOrDefault(
                name, component.getName().replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT));
        String below = word.isEmpty() || path.isEmpty() ? path + word : path + "." + word;
        paths.add(below);
        collect(component.getGenericType(), below, paths);
    }
}
