package io.camelid.dialect.openai;

import io.camelid.dialect.Fields;
import io.camelid.llama.Reasoning;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Thoughts there and back: as text for those who read, and in detail for the provider that signed them, which refuses a
 * changed one. Source: {@code reasoning_content} as DeepSeek and others have it; OpenRouter, {@code reasoning_details}.
 */
final class ReasoningDetails {

    private ReasoningDetails() {}

    /** Null where no provider wants any back. */
    static @Nullable List<ReasoningDetail> encode(List<Reasoning> reasoning) {
        return reasoning.stream().noneMatch(ReasoningDetails::isWanted)
                ? null
                : reasoning.stream()
                        .map(it -> switch (it) {
                            case Reasoning.Text(var text, var signature) -> ReasoningDetail.text(text, signature);
                            case Reasoning.Redacted(var data) -> ReasoningDetail.encrypted(data);
                        })
                        .toList();
    }

    /** A message's thoughts: in detail where it has them so, for then the text repeats them. */
    static List<Reasoning> decode(Fields message) {
        String text = message.text("reasoning_content");
        List<Reasoning> details = message.objects("reasoning_details").stream()
                .flatMap(ReasoningDetails::detail)
                .toList();
        if (!details.isEmpty() || text == null) {
            return details;
        }
        return List.of(new Reasoning.Text(text, null));
    }

    private static Stream<Reasoning> detail(Fields in) {
        return switch (in.requiredText("type")) {
            case "reasoning.text" -> {
                String text = in.text("text");
                yield Stream.of(new Reasoning.Text(text == null ? "" : text, in.text("signature")));
            }
            case "reasoning.encrypted" -> Stream.of(new Reasoning.Redacted(in.requiredText("data")));
            default -> Stream.empty(); // its members show up as not carried
        };
    }

    private static boolean isWanted(Reasoning reasoning) {
        return switch (reasoning) {
            case Reasoning.Text(var text, var signature) -> signature != null;
            case Reasoning.Redacted redacted -> true;
        };
    }
}
