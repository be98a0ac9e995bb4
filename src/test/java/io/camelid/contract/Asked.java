package io.camelid.contract;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/**
 * What a provider was asked, read from its own wire format.
 *
 * @param system all instructions, one after the other
 * @param text what the user said last
 * @param images as {@code media type;base64,data}, or a URL
 * @param calls those of earlier turns
 * @param results what became of them, in order
 * @param tools the names of those on offer
 * @param choice {@code auto}, {@code required}, {@code none} or a tool's name; empty where nothing is said
 * @param maxTokens 0 where nothing is said
 * @param schema of structured output; missing where none is asked for
 */
record Asked(
        boolean stream,
        String system,
        String text,
        List<String> images,
        List<Reply.Call> calls,
        List<String> results,
        List<String> tools,
        String choice,
        List<String> stop,
        int maxTokens,
        JsonNode schema) {}
