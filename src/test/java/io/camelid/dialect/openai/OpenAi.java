package io.camelid.dialect.openai;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.camelid.dialect.Decoded;
import io.camelid.dialect.Json;
import io.camelid.llama.ChatCompletionResponseEvent;
import io.camelid.llama.ChatCompletionResponseStreamChunk;
import io.camelid.llama.ContentDelta;
import io.camelid.llama.InterleavedContent;
import io.camelid.llama.Message;
import io.camelid.llama.StopReason;
import io.camelid.llama.Usage;
import java.util.List;

/** What the tests of this dialect have in common; JSON may be written with single quotes. */
final class OpenAi {

    static final AnswerHead HEAD = new AnswerHead("chatcmpl-1", 1_700_000_000, "asked-for");

    private OpenAi() {}

    static JsonNode json(String text) {
        try {
            return Json.MAPPER.readTree(text.replace('\'', '"'));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /** A chat request with one user message and these fields besides. */
    static Decoded<ChatCall> chat(String fields) {
        return ChatRequestDecoder.decode(
                json("{'model':'m','messages':[{'role':'user','content':'hi'}]" + more(fields) + "}"));
    }

    /** The canonical messages of a JSON list. */
    static List<Message> messages(String list) {
        return ChatRequestDecoder.decode(json("{'model':'m','messages':" + list + "}"))
                .value()
                .request()
                .messages();
    }

    static Decoded<CompletionCall> completion(String fields) {
        return CompletionRequestDecoder.decode(json("{'model':'m'" + more(fields) + "}"));
    }

    static Message.Assistant said(String text, StopReason reason) {
        return new Message.Assistant(InterleavedContent.of(text), reason, List.of());
    }

    static ChatCompletionResponseStreamChunk start() {
        return new ChatCompletionResponseStreamChunk(new ChatCompletionResponseEvent.Start());
    }

    static ChatCompletionResponseStreamChunk progress(ContentDelta delta) {
        return new ChatCompletionResponseStreamChunk(new ChatCompletionResponseEvent.Progress(delta));
    }

    static ChatCompletionResponseStreamChunk complete(StopReason reason, Usage usage) {
        return new ChatCompletionResponseStreamChunk(new ChatCompletionResponseEvent.Complete(reason), usage.metrics());
    }

    private static String more(String fields) {
        return fields.isEmpty() ? "" : "," + fields;
    }
}
