package io.camelid.llama;

import org.jspecify.annotations.Nullable;

/**
 * One parameter of a tool. Source: Llama Stack, {@code models/llama/datatypes}, {@code ToolParamDefinition}.
 *
 * @param paramType a JSON Schema type or a Python one ({@code str}, {@code list[int]}); an open list
 * @param defaultValue a plain value; null where there is none
 */
public record ToolParamDefinition(
        String paramType,
        @Nullable String description,
        boolean required,
        @Nullable Object defaultValue) {}
