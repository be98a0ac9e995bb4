package io.camelid.dialect.prompt;

import io.camelid.llama.ToolPromptFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which prompts a Llama model was taught.
 *
 * <p>Source: Llama Stack, {@code models/llama/sku_list}: the descriptor ({@code Llama3.1-8B-Instruct}) or the Hugging Face
 * repository ({@code meta-llama/Llama-3.1-8B-Instruct}), in exact case.
 */
public enum LlamaModel {
    /** Llama 3.1, and 3.2 with eyes: tools are described in a message of their own. */
    LLAMA_3_1(ToolPromptFormat.JSON),
    /** Llama 3.2 without eyes, and 3.3: tools are described in the system message. */
    LLAMA_3_2(ToolPromptFormat.PYTHON_LIST),
    /** Llama 4: messages as in 3.2, but the prompt has markers of its own. */
    LLAMA_4(ToolPromptFormat.PYTHON_LIST),
    /** Judges what others say; takes conversations as they are. */
    GUARD(ToolPromptFormat.JSON);

    private static final Pattern LLAMA_3 =
            Pattern.compile("(?:meta-llama/Llama-|Llama)3\\.([123])-\\d+B(-Vision)?(?:-Instruct)?(?::[\\w-]+)?");
    private static final Pattern LLAMA_4_NAME = Pattern.compile(
            "(?:meta-llama/)?Llama-4-(?:Scout-17B-16E|Maverick-17B-128E)(?:-Instruct)?(?:[:-][\\w-]+)?");
    private static final Pattern LLAMA_GUARD =
            Pattern.compile("(?:meta-llama/)?Llama-Guard-3-(?:1B|8B|11B-Vision)(?:[:-][\\w-]+)?");

    private final ToolPromptFormat toolPromptFormat;

    LlamaModel(ToolPromptFormat toolPromptFormat) {
        this.toolPromptFormat = toolPromptFormat;
    }

    /** Null for a model that is none of these. */
    public static @Nullable LlamaModel of(String name) {
        Matcher llama3 = LLAMA_3.matcher(name);
        if (llama3.matches()) {
            boolean likeFirst = llama3.group(1).equals("1") || llama3.group(1).equals("2") && llama3.group(2) != null;
            return likeFirst ? LLAMA_3_1 : LLAMA_3_2;
        }
        if (LLAMA_4_NAME.matcher(name).matches()) {
            return LLAMA_4;
        }
        return LLAMA_GUARD.matcher(name).matches() ? GUARD : null;
    }

    /** How the model of this name writes calls; JSON where nobody knows it. */
    public static ToolPromptFormat toolPromptFormat(String name) {
        LlamaModel model = of(name);
        return model == null ? ToolPromptFormat.JSON : model.toolPromptFormat;
    }

    /** Whether it can write calls in this format. */
    boolean writes(ToolPromptFormat format) {
        return hasToolsInSystem() == (format == ToolPromptFormat.PYTHON_LIST);
    }

    /** Whether a caller's system message may take the place of ours about tools. */
    boolean hasToolsInSystem() {
        return this == LLAMA_3_2 || this == LLAMA_4;
    }

    ToolPromptFormat toolPromptFormat() {
        return toolPromptFormat;
    }
}
