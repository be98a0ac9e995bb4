package io.camelid.llama;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One turn of a conversation.
 *
 * <p>Source: Llama Stack, {@code apis/inference}, {@code Message}. Extensions, which its wire format has no place for, say
 * so.
 */
public sealed interface Message {

    InterleavedContent content();

    record System(InterleavedContent content) implements Message {}

    /** @param context retrieved passages that follow the content in a prompt; Llama Stack's internal affair, null mostly */
    record User(InterleavedContent content, @Nullable InterleavedContent context) implements Message {
        public User(InterleavedContent content) {
            this(content, null);
        }
    }

    /**
     * What the model said. {@code content} is empty when it only calls tools.
     *
     * @param reasoning extension: what it thought before, in order; to be sent back to providers that sign it
     */
    record Assistant(
            InterleavedContent content, StopReason stopReason, List<ToolCall> toolCalls, List<Reasoning> reasoning)
            implements Message {
        public Assistant {
            toolCalls = List.copyOf(toolCalls);
            reasoning = List.copyOf(reasoning);
        }

        public Assistant(InterleavedContent content, StopReason stopReason, List<ToolCall> toolCalls) {
            this(content, stopReason, toolCalls, List.of());
        }
    }

    /** @param error extension: the tool failed and {@code content} says how */
    record ToolResponse(String callId, InterleavedContent content, boolean error) implements Message {
        public ToolResponse(String callId, InterleavedContent content) {
            this(callId, content, false);
        }
    }
}
