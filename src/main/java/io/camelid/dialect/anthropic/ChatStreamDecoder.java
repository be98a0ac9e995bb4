package io.camelid.dialect.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import io.camelid.dialect.Fields;
import io.camelid.dialect.JsonStreamDecoder;
import io.camelid.error.ProviderException;
import io.camelid.llama.ChatCompletionRequest;
import io.camelid.llama.ChatCompletionResponseEvent;
import io.camelid.llama.ChatCompletionResponseEvent.Complete;
import io.camelid.llama.ChatCompletionResponseEvent.Progress;
import io.camelid.llama.ChatCompletionResponseEvent.Start;
import io.camelid.llama.ChatCompletionResponseStreamChunk;
import io.camelid.llama.ContentDelta;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads the events of a streamed answer. Single use, not thread-safe. Source: Anthropic, "Streaming messages". Throws:
 * {@link ProviderException} where an event is an error, or of no block that has begun. Events and blocks of kinds that came
 * later pass.
 */
final class ChatStreamDecoder implements JsonStreamDecoder.Events<ChatCompletionResponseStreamChunk> {

    private final List<ChatCompletionResponseStreamChunk> chunks = new ArrayList<>();
    private final UsageDecoder usage = new UsageDecoder();
    private final Map<Long, OpenBlock> open = new TreeMap<>();
    private final @Nullable String answerTool;
    private int calls;
    private @Nullable String reason;
    private boolean begun;
    private boolean over;

    ChatStreamDecoder(ChatCompletionRequest request) {
        this.answerTool = AnswerTool.name(request);
    }

    @Override
    public List<ChatCompletionResponseStreamChunk> decode(JsonNode document) {
        if (ErrorDecoder.isError(document)) {
            throw ErrorDecoder.decode(document);
        }
        event(Fields.ofAnswer(document));
        return take();
    }

    @Override
    public boolean isComplete() {
        return reason != null;
    }

    /** An end without a reason waits for the reason. */
    @Override
    public boolean isOver() {
        return over && isComplete();
    }

    @Override
    public List<ChatCompletionResponseStreamChunk> end() {
        if (reason != null) {
            open.values().forEach(block -> block.close(this::progress));
            event(new Complete(FinishReasons.decode(reason, calls > 0)));
        }
        return take();
    }

    private void event(Fields event) {
        switch (event.requiredText("type")) {
            case "message_start" -> start(event.requiredObject("message"));
            case "content_block_start" -> open.put(index(event), block(event.requiredObject("content_block")));
            case "content_block_delta" -> opened(event).add(event.requiredObject("delta"), this::progress);
            case "content_block_stop" -> {
                opened(event).close(this::progress);
                open.remove(index(event));
            }
            case "message_delta" -> {
                String told = event.requiredObject("delta").text("stop_reason");
                reason = told == null ? reason : told;
                usage.add(event.object("usage"));
            }
            case "message_stop" -> over = true;
            default -> {}
        }
    }

    private void start(Fields message) {
        usage.add(message.object("usage"));
        if (!begun) {
            begun = true;
            event(new Start());
        }
    }

    /** Blocks begin empty, all but those that come whole. */
    private OpenBlock block(Fields block) {
        switch (block.requiredText("type")) {
            case "tool_use" -> {
                return call(block);
            }
            case "text" -> OpenBlock.Plain.text(block.requiredText("text"), this::progress);
            case "thinking" -> OpenBlock.Plain.thought(block.requiredText("thinking"), this::progress);
            case "redacted_thinking" -> progress(new ContentDelta.ReasoningRedacted(block.requiredText("data")));
            default -> {}
        }
        return new OpenBlock.Plain();
    }

    private OpenBlock call(Fields block) {
        OpenBlock.Input input = new OpenBlock.Input(block);
        if (block.requiredText("name").equals(answerTool)) {
            return new OpenBlock.Answer(input);
        }
        OpenBlock.Call call = new OpenBlock.Call(calls++, block, input);
        call.open(this::progress);
        return call;
    }

    private OpenBlock opened(Fields event) {
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

    private void progress(ContentDelta delta) {
        event(new Progress(delta));
    }

    private void event(ChatCompletionResponseEvent event) {
        chunks.add(
                new ChatCompletionResponseStreamChunk(event, event instanceof Complete ? usage.metrics() : List.of()));
    }

    private List<ChatCompletionResponseStreamChunk> take() {
        List<ChatCompletionResponseStreamChunk> taken = List.copyOf(chunks);
        chunks.clear();
        return taken;
    }
}
