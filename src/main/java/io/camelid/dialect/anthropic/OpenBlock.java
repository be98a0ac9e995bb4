package io.camelid.dialect.anthropic;

import io.camelid.dialect.Arguments;
import io.camelid.dialect.Fields;
import io.camelid.llama.ContentDelta;
import io.camelid.llama.ToolArguments;
import io.camelid.llama.ToolCallPart;
import java.util.function.Consumer;

/**
 * One block of a stream that has begun and not ended. Single use. Source: Anthropic, {@code content_block_start} to
 * {@code content_block_stop}.
 */
sealed interface OpenBlock {

    /** Takes the block's next piece. */
    void add(Fields delta, Consumer<ContentDelta> sink);

    /** The block is over. */
    void close(Consumer<ContentDelta> sink);

    /** Text, thoughts, and what nobody here asks for. */
    record Plain() implements OpenBlock {

        @Override
        public void add(Fields delta, Consumer<ContentDelta> sink) {
            switch (delta.requiredText("type")) {
                case "text_delta" -> text(delta.requiredText("text"), sink);
                case "thinking_delta" -> thought(delta.requiredText("thinking"), sink);
                case "signature_delta" -> sink.accept(signature(delta));
                default -> {}
            }
        }

        private static ContentDelta signature(Fields delta) {
            return new ContentDelta.ReasoningText("", delta.requiredText("signature"));
        }

        static void text(String text, Consumer<ContentDelta> sink) {
            if (!text.isEmpty()) {
                sink.accept(new ContentDelta.Text(text));
            }
        }

        static void thought(String text, Consumer<ContentDelta> sink) {
            if (!text.isEmpty()) {
                sink.accept(new ContentDelta.ReasoningText(text, null));
            }
        }

        @Override
        public void close(Consumer<ContentDelta> sink) {}
    }

    /** The arguments of a call: JSON in pieces, or whole at the block's beginning where no piece follows. */
    final class Input {
        private final StringBuilder json = new StringBuilder();
        private final Fields start;

        Input(Fields start) {
            start.node("input"); // read in the end, where no piece of it came
            this.start = start;
        }

        /** The next piece; empty where the delta has none. */
        String add(Fields delta) {
            delta.text("type"); // there is one for such a block
            String piece = delta.text("partial_json");
            json.append(piece == null ? "" : piece);
            return piece == null ? "" : piece;
        }

        /** What is still to be told when the block is over. */
        String rest() {
            String rest = json.isEmpty() ? ToolCallDecoder.input(start) : "";
            json.append(rest);
            return rest;
        }

        String json() {
            return json.toString();
        }
    }

    /** A call that stands for an answer in JSON. */
    record Answer(Input input) implements OpenBlock {

        @Override
        public void add(Fields delta, Consumer<ContentDelta> sink) {
            Plain.text(input.add(delta), sink);
        }

        @Override
        public void close(Consumer<ContentDelta> sink) {
            Plain.text(input.rest(), sink);
        }
    }

    /** @param index which call of the answer, from 0 */
    record Call(int index, Fields start, Input input) implements OpenBlock {

        /** Tells the name before any piece is there. */
        void open(Consumer<ContentDelta> sink) {
            sink.accept(part(""));
        }

        @Override
        public void add(Fields delta, Consumer<ContentDelta> sink) {
            String piece = input.add(delta);
            if (!piece.isEmpty()) {
                sink.accept(part(piece));
            }
        }

        @Override
        public void close(Consumer<ContentDelta> sink) {
            String rest = input.rest();
            if (!rest.isEmpty()) {
                sink.accept(part(rest));
            }
            String json = input.json();
            // the answer may have broken off in the middle of the arguments, for want of tokens
            sink.accept(
                    Arguments.parse(json) instanceof ToolArguments.Named
                            ? new ContentDelta.ToolCallSucceeded(ToolCallDecoder.decode(start, json))
                            : new ContentDelta.ToolCallFailed(json));
        }

        private ContentDelta part(String piece) {
            return new ContentDelta.ToolCallInProgress(
                    piece, new ToolCallPart(index, start.requiredText("id"), start.requiredText("name"), piece));
        }
    }
}
