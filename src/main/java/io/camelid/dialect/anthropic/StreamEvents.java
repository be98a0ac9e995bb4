package io.camelid.dialect.anthropic;

import io.camelid.dialect.Fields;
import io.camelid.error.ErrorKind;
import io.camelid.error.ProviderException;
import io.camelid.llama.ChatCompletionResponseEvent.Complete;
import io.camelid.llama.ChatCompletionResponseEvent.Progress;
import io.camelid.llama.ChatCompletionResponseEvent.Start;
import io.camelid.llama.ChatCompletionResponseStreamChunk;
import io.camelid.llama.ContentDelta;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What the events of one stream come to. Single use. Source: Anthropic, "Streaming messages". */
final class StreamEvents {

    private final @Nullable String answerTool;
    private final UsageDecoder usage = new UsageDecoder();
    private final Map<Long, OpenBlock> open = new TreeMap<>();
    private int calls;
    private @Nullable String reason;
    private boolean begun;
    private boolean complete;

    /** @param answerTool the tool that stands for the answer; null where none does */
    StreamEvents(@Nullable String answerTool) {
        this.answerTool = answerTool;
    }

    boolean isComplete() {
        return complete;
    }

    void accept(Fields event, Consumer<? super ChatCompletionResponseStreamChunk> sink) {
        Consumer<ContentDelta> deltas =
                delta -> sink.accept(new ChatCompletionResponseStreamChunk(new Progress(delta)));
        switch (event.requiredText("type")) {
            case "message_start" -> start(event.requiredObject("message"), sink);
            case "content_block_start" -> open(event, deltas);
            case "content_block_delta" -> block(event).add(event.requiredObject("delta"), deltas);
            case "content_block_stop" -> {
                block(event).close(deltas);
                open.remove(index(event));
            }
            case "message_delta" -> ending(event);
            case "message_stop" -> complete(sink);
            default -> {}
        }
    }

    /**
     * The answer is over.
     *
     * @throws ProviderException the provider has not said why
     */
    void complete(Consumer<? super ChatCompletionResponseStreamChunk> sink) {
        if (reason == null) {
            throw ProviderException.of(
                    ErrorKind.PROVIDER_BAD_RESPONSE, "The provider's stream ended before the answer was complete.");
        }
        open.values().forEach(block -> block.close(delta -> sink.accept(chunk(delta))));
        complete = true;
        sink.accept(new ChatCompletionResponseStreamChunk(
                new Complete(FinishReasons.decode(reason, calls > 0)), usage.metrics()));
    }

    private void start(Fields message, Consumer<? super ChatCompletionResponseStreamChunk> sink) {
        usage.add(message.object("usage"));
        if (!begun) {
            begun = true;
            sink.accept(new ChatCompletionResponseStreamChunk(new Start()));
        }
    }

    private void open(Fields event, Consumer<ContentDelta> sink) {
        Fields block = event.requiredObject("content_block");
        open.put(
                index(event),
                switch (block.requiredText("type")) {
                    case "tool_use" -> call(block, sink);
                    default -> plain(block, sink);
                });
    }

    private OpenBlock call(Fields block, Consumer<ContentDelta> sink) {
        OpenBlock.Input input = new OpenBlock.Input(block);
        if (block.requiredText("name").equals(answerTool)) {
            return new OpenBlock.Answer(input);
        }
        OpenBlock.Call call = new OpenBlock.Call(calls++, block, input);
        call.open(sink);
        return call;
    }

    /** Blocks begin empty, all but those that come whole. */
    private static OpenBlock plain(Fields block, Consumer<ContentDelta> sink) {
        switch (block.requiredText("type")) {
            case "text" -> OpenBlock.Plain.text(block.requiredText("text"), sink);
            case "thinking" -> OpenBlock.Plain.thought(block.requiredText("thinking"), sink);
            case "redacted_thinking" -> sink.accept(new ContentDelta.ReasoningRedacted(block.requiredText("data")));
            default -> {}
        }
        return new OpenBlock.Plain();
    }

    private OpenBlock block(Fields event) {
        OpenBlock block = open.get(index(event));
        if (block == null) {
            throw event.wrong("index", "is of no block that has begun.");
        }
        return block;
    }

    private static long index(Fields event) {
        Long index = event.integer("index");
        if (index == null) {
            throw event.wrong("index", "is missing.");
        }
        return index;
    }

    private void ending(Fields event) {
        String told = event.requiredObject("delta").text("stop_reason");
        reason = told == null ? reason : told;
        usage.add(event.object("usage"));
    }

    private static ChatCompletionResponseStreamChunk chunk(ContentDelta delta) {
        return new ChatCompletionResponseStreamChunk(new Progress(delta));
    }
}
