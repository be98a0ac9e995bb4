package io.camelid.camel;

import io.camelid.catalog.Provider;
import io.camelid.catalog.Target;
import io.camelid.dialect.Decoded;
import io.camelid.dialect.prompt.ChatAsMessages;
import io.camelid.dialect.prompt.ChatAsPrompt;
import io.camelid.llama.ChatCompletionRequest;
import java.time.Clock;
import java.time.LocalDate;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/**
 * Writes a chat in words where its provider's setting {@code chat_as} says that the model needs it: tools, tool choice and
 * response format in its messages, or all of it in one prompt. {@link WrittenCallsStep} reads what comes back.
 */
public final class ChatInWordsStep implements Processor {

    /** How chats reach a provider's models: {@code messages}, {@code prompt}; as they are where it is not set. */
    private static final String SETTING = "chat_as";

    /** The chat as it was before it went in words. */
    static final String CHAT = "camelidChat";

    private static final String PROMPT = "prompt";

    private final NotCarried notCarried;
    private final Clock clock;

    /**
     * With what is told to the models and to clients.
     *
     * @param lossy the setting {@code camelid.lossy}
     * @param clock says today's date, which some models are told
     */
    public ChatInWordsStep(String lossy, Clock clock) {
        this.notCarried = new NotCarried(lossy);
        this.clock = clock;
    }

    @Override
    public void process(Exchange exchange) {
        if (exchange.getMessage().getBody() instanceof ChatCompletionRequest chat) {
            exchange.setProperty(CHAT, chat);
            RequestRecord record = RequestRecord.of(exchange);
            if (isNeeded(record.chosenTarget().provider())) {
                write(exchange, chat, record);
            }
        }
    }

    static boolean isNeeded(Provider provider) {
        return !provider.text(SETTING).isEmpty();
    }

    private void write(Exchange exchange, ChatCompletionRequest chat, RequestRecord record) {
        Target target = record.chosenTarget();
        Provider provider = target.provider();
        LocalDate today = LocalDate.now(clock);
        Decoded<?> written = provider.text(SETTING).equals(PROMPT)
                ? asPrompt(provider).encode(chat, target.llamaModel(), today)
                : ChatAsMessages.encode(chat, target.llamaModel(), today);
        Door door = Door.of(exchange);
        notCarried.tell(written.notCarried().stream().map(door::path).toList(), record);
        exchange.getMessage().setBody(written.value());
    }

    private static ChatAsPrompt asPrompt(Provider provider) {
        return new ChatAsPrompt(
                provider.number("prompt_max_tokens", 0),
                provider.text("prompt_begin_marker").equals("true"));
    }
}
