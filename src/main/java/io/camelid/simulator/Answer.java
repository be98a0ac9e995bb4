package io.camelid.simulator;

import io.camelid.llama.StopReason;
import io.camelid.llama.ToolCall;
import java.util.List;

/** What the simulator says, before it begins to say it. */
sealed interface Answer {

    /** What counts as its tokens, in order. */
    List<String> tokens();

    StopReason stopReason();

    /** A text; its tokens joined are the text. */
    record Text(List<String> tokens, StopReason stopReason) implements Answer {

        String text() {
            return String.join("", tokens);
        }
    }

    /** A call; its tokens joined are the arguments' JSON. */
    record Call(ToolCall toolCall, List<String> tokens) implements Answer {

        @Override
        public StopReason stopReason() {
            return StopReason.END_OF_MESSAGE;
        }
    }
}
