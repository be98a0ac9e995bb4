package io.camelid.camel;

import io.camelid.catalog.Provider;
import io.camelid.dialect.prompt.ChatAsPrompt;
import io.camelid.dialect.prompt.WrittenCalls;
import io.camelid.llama.ChatCompletionRequest;
import io.camelid.llama.ChatCompletionResponse;
import io.camelid.llama.ChatCompletionResponseStreamChunk;
import io.camelid.llama.CompletionRequest;
import io.camelid.llama.CompletionResponse;
import io.camelid.llama.CompletionResponseStreamChunk;
import io.camelid.llama.ResponseStream;
import io.camelid.llama.ToolChoice;
import io.camelid.llama.ToolDefinition;
import java.util.List;
import java.util.Set;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.jspecify.annotations.Nullable;

/**
 * Reads what a model said as the chat's next turn: the continuation of a prompt becomes one, and the calls in its text are
 * found where its provider's setting {@code tool_calls_in_text} says that they are there, or the chat went in words.
 */
public final class WrittenCallsStep implements Processor {

    private static final String SETTING = "tool_calls_in_text";

    private static final Set<String> CALLS_APART = Set.of("anthropic", "gemini", "openai");

    @Override
    public void process(Exchange exchange) {
        if (exchange.getProperty(ChatInWordsStep.CHAT) instanceof ChatCompletionRequest asked) {
            Message message = exchange.getMessage();
            boolean continued = exchange.getProperty(DialectRequest.ASKED) instanceof CompletionRequest;
            Object turn = continued ? turn(message.getBody()) : message.getBody();
            RequestRecord record = RequestRecord.of(exchange);
            if (areWritten(record.chosenTarget().provider())) {
                boolean asLlamaStack = Door.of(exchange) == Door.LLAMA_STACK;
                turn = read(turn, new WrittenCalls(offered(asked), asLlamaStack, record.answerLosses()));
            }
            message.setBody(turn);
        }
    }

    /** Whether a call may come as text first: not from formats that know calls and have nothing else. */
    static boolean mayBeSpelled(Provider provider) {
        return !CALLS_APART.contains(provider.dialect()) || areWritten(provider);
    }

    private static boolean areWritten(Provider provider) {
        return provider.text(SETTING).equals("true") || ChatInWordsStep.isNeeded(provider);
    }

    private static List<ToolDefinition> offered(ChatCompletionRequest asked) {
        return asked.toolConfig().toolChoice() == ToolChoice.Mode.NONE ? List.of() : asked.tools();
    }

    @SuppressWarnings("unchecked") // a text was asked to be continued, so its events are a continuation's
    private static @Nullable Object turn(@Nullable Object answer) {
        return switch (answer) {
            case CompletionResponse whole -> ChatAsPrompt.decode(whole);
            case ResponseStream<?> stream ->
                ChatAsPrompt.decode((ResponseStream<CompletionResponseStreamChunk>) stream);
            case null, default -> answer;
        };
    }

    @SuppressWarnings("unchecked") // a chat was asked, so its events are a chat's
    private static @Nullable Object read(@Nullable Object answer, WrittenCalls calls) {
        return switch (answer) {
            case ChatCompletionResponse whole -> calls.read(whole);
            case ResponseStream<?> stream -> calls.read((ResponseStream<ChatCompletionResponseStreamChunk>) stream);
            case null, default -> answer;
        };
    }
}
