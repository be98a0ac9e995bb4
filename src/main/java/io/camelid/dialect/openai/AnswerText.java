package io.camelid.dialect.openai;

import com.fasterxml.jackson.databind.JsonNode;
import io.camelid.dialect.AnswerLosses;
import io.camelid.dialect.AnswerPart;
import io.camelid.dialect.Fields;
import org.jspecify.annotations.Nullable;

/** The text of a choice, wherever it is. Source: OpenAI, a chat's {@code message} or {@code delta}, a completion's text. */
final class AnswerText {

    private AnswerText() {}

    /** Empty where there is none. */
    static String of(Fields choice) {
        Fields said = choice.object("delta");
        if (said == null) {
            said = choice.object("message");
        }
        String text = said == null ? choice.text("text") : content(said);
        return text == null ? "" : text;
    }

    /** A message's content; of the parts that some providers answer with, those that are text. Null where absent. */
    static @Nullable String content(Fields said) {
        JsonNode content = said.node("content");
        if (content == null || !content.isArray()) {
            return said.text("content");
        }
        StringBuilder text = new StringBuilder();
        for (Fields part : said.objects("content")) {
            if ("text".equals(part.text("type"))) {
                text.append(part.requiredText("text"));
            } else {
                part.passOver();
            }
        }
        return text.toString();
    }

    /** The same, or the refusal that stands in its place; empty where there is neither. */
    static String contentOrRefusal(Fields said) {
        String text = content(said);
        String told = text == null || text.isEmpty() ? said.text("refusal") : text;
        return told == null ? "" : told;
    }

    /** What the model thought, under the names providers give it; empty where it did not. */
    static String reasoning(Fields said, AnswerLosses losses) {
        String name = said.has("reasoning_content") ? "reasoning_content" : "reasoning";
        String text = said.text(name);
        said.node("reasoning"); // says the same where both are there
        if (text == null || text.isEmpty()) {
            return "";
        }
        losses.place(AnswerPart.REASONING, said, name);
        return text;
    }
}
