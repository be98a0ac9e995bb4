package io.camelid.dialect.llamastack;

import io.camelid.dialect.Fields;
import io.camelid.llama.StopReason;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Llama Stack's words for our enums: the constants in lower case. */
final class Words {

    private Words() {}

    static String write(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    /** Lossy: content that was withheld has no word and ends the turn. */
    static String write(StopReason reason) {
        return switch (reason) {
            case END_OF_TURN, CONTENT_FILTERED -> "end_of_turn";
            case END_OF_MESSAGE -> "end_of_message";
            case OUT_OF_TOKENS -> "out_of_tokens";
        };
    }

    static @Nullable StopReason readStopReason(Fields in, String name) {
        String word = in.text(name);
        return switch (word) {
            case null -> null;
            case "end_of_turn" -> StopReason.END_OF_TURN;
            case "end_of_message" -> StopReason.END_OF_MESSAGE;
            case "out_of_tokens" -> StopReason.OUT_OF_TOKENS;
            default -> throw in.wrong(name, "must be 'end_of_turn', 'end_of_message' or 'out_of_tokens'.");
        };
    }

    /** Null where absent. */
    static <E extends Enum<E>> @Nullable E read(Fields in, String name, Class<E> type) {
        String word = in.text(name);
        if (word == null) {
            return null;
        }
        for (E constant : type.getEnumConstants()) {
            if (write(constant).equals(word)) {
                return constant;
            }
        }
        throw in.wrong(name, "must be " + all(type) + ".");
    }

    private static <E extends Enum<E>> String all(Class<E> type) {
        return Arrays.stream(type.getEnumConstants())
                .map(constant -> "'" + write(constant) + "'")
                .collect(Collectors.joining(" or "));
    }
}
