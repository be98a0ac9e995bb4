package io.camelid.dialect.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import io.camelid.dialect.AnswerLosses;
import io.camelid.dialect.AnswerPart;
import io.camelid.dialect.Fields;
import io.camelid.dialect.JsonStreamDecoder;
import io.camelid.error.ProviderException;
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
 * {@link ProviderException} where an event is an error, or of no block that has begun. Lossy: events and
 * blocks of kinds that came later; told.
 */
final class ChatStreamDecoder implements JsonStreamDecoder.Events<ChatCompletionResponseStreamChunk> {

    private static final List<String> THOUGHTS = List.of("thinking", "signature");

    private final List<ChatCompletionResponseStreamChunk> chunks = new ArrayList<>();
    private final Map<Long, OpenBlock> open = new TreeMap<>();
    private final @Nullable String answerTool;
    private final AnswerLosses losses;
    private final UsageDecoder usage;
    private int calls;
    private @Nullable String reason;
    private boolean begun;
    private boolean over;

    /** @param answerTool the {@link AnswerTool} of the request; null where it has none */
    ChatStreamDecoder(@Nullable String answerTool, AnswerLosses losses) {
        this.answerTool = answerTool;
        this.losses = losses;
        this.usage = new UsageDecoder(losses);
    }

    @Override
    public List<ChatCompletionResponseStreamChunk> decode(JsonNode document) {
        if (ErrorDecoder.isError(document)) {
            throw ErrorDecoder.decode(document);
        }
        Fields event = Fields.ofEvent(document);
        event(event);
        losses.unread(event, AnswerTrivia.EVENT);
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
            case "content_block_delta" -> piece(opened(event), event.requiredObject("delta"));
            case "content_block_stop" -> {
                opened(event).close(this::progress);
                open.remove(index(event));
            }
            case "message_delta" -> {
                reason(event.requiredObject("delta"));
                usage.add(event);
            }
            case "message_stop" -> over = true;
            default -> {}
        }
    }

    private void piece(OpenBlock block, Fields delta) {
        for (String thought : THOUGHTS) {
            if (delta.isGiven(thought)) {
                losses.place(AnswerPart.REASONING, delta, thought);
            }
        }
        block.add(delta, this::progress);
    }

    private void reason(Fields delta) {
        String told = delta.text("stop_reason");
        if (told != null) {
            reason = told;
            FinishReasons.lose(told, delta, losses);
        }
    }

    private void start(Fields message) {
        usage.addBeginning(message);
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
            case "thinking" -> {
                String thought = block.requiredText("thinking");
                if (!thought.isEmpty()) {
                    losses.place(AnswerPart.REASONING, block, "thinking");
                }
                OpenBlock.Plain.thought(thought, this::progress);
            }
            case "redacted_thinking" -> {
                losses.place(AnswerPart.REASONING, block, "data");
                progress(new ContentDelta.ReasoningRedacted(block.requiredText("data")));
            }
            default -> block.passOver();
        }
        return new OpenBlock.Plain();
    }

    private OpenBlock call(Fields block) {
        OpenBlock.Input input = new OpenBlock.Input(block);
        if (block.requiredText("name").equals(answerTool)) {
            block.text("id"); // of a call that nobody sees
            return new OpenBlock.Answer(input);
        }
        if (calls > 0) {
            losses.place(AnswerPart.CALL, block, "input");
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
