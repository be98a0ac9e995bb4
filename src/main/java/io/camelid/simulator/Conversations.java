package io.camelid.simulator;

import io.camelid.llama.Message;
import java.util.List;

/** What the simulator reads in a conversation. */
final class Conversations {

    private Conversations() {}

    /** What the user said last; empty where nothing. */
    static String lastUserText(List<Message> messages) {
        for (Message message : messages.reversed()) {
            if (message instanceof Message.User user) {
                return Texts.named(user.content());
            }
        }
        return "";
    }

    /** How many tokens all messages have. */
    static long tokens(List<Message> messages) {
        return messages.stream().mapToLong(it -> Texts.tokens(it.content())).sum();
    }
}
