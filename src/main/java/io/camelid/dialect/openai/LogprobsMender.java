package io.camelid.dialect.openai;

import static com.fasterxml.jackson.core.JsonToken.END_ARRAY;
import static com.fasterxml.jackson.core.JsonToken.END_OBJECT;
import static com.fasterxml.jackson.core.JsonToken.FIELD_NAME;
import static com.fasterxml.jackson.core.JsonToken.START_ARRAY;
import static com.fasterxml.jackson.core.JsonToken.START_OBJECT;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.camelid.dialect.Edits;
import io.camelid.dialect.Fields;
import io.camelid.dialect.Json;
import io.camelid.llama.LogProbConfig;
import io.camelid.llama.TokenLogProbs;
import java.io.IOException;
import java.util.List;

/**
 * Adds to a chat choice's logprobs the form that a chat's client reads, where a server tells them in another one: as
 * completions have them, or as one number for a chunk. Only such a choice is read a second time. Not thread-safe.
 *
 * <p>Source: OpenAI, {@code ChatCompletionTokenLogprob}; Together.
 */
final class LogprobsMender {

    private final Edits edits;
    private final boolean stream;

    private boolean foreign;
    private boolean number;
    private int from;
    private int to;

    LogprobsMender(boolean stream, Edits edits) {
        this.stream = stream;
        this.edits = edits;
    }

    /** Forgets the choice before. */
    void clear() {
        foreign = false;
    }

    /** Reads the value the parser stands at. */
    void read(JsonParser parser, int base) throws IOException {
        if (parser.currentToken() == START_OBJECT) {
            foreign = isOfCompletions(parser);
            number = false;
            if (foreign) {
                to = base + (int) parser.currentTokenLocation().getByteOffset();
            }
        } else if (stream && parser.currentToken().isNumeric()) {
            foreign = true;
            number = true;
            from = base + (int) parser.currentTokenLocation().getByteOffset();
            parser.finishToken();
            to = base + (int) parser.currentLocation().getByteOffset();
        } else {
            foreign = false;
            parser.skipChildren();
        }
    }

    private static boolean isOfCompletions(JsonParser parser) throws IOException {
        boolean tokens = false;
        boolean values = false;
        boolean chat = false;
        while (parser.nextToken() != END_OBJECT) {
            String name = parser.currentName();
            boolean list = parser.nextToken() == START_ARRAY;
            tokens |= list && name.equals("tokens");
            values |= list && name.equals("token_logprobs");
            chat |= name.equals("content") || name.equals("refusal");
            parser.skipChildren();
        }
        return tokens && values && !chat;
    }

    /**
     * Mends what was read, now that its choice is known to be a chat's.
     *
     * @param parser stands at the end of the choice
     * @param position the choice's place in the list
     */
    void mend(byte[] array, int base, JsonParser parser, int position) throws IOException {
        if (!foreign) {
            return;
        }
        int end = base + (int) parser.currentTokenLocation().getByteOffset() + 1;
        JsonNode choice = choice(array, base, end, position);
        String text = choice.at("/delta/content").isTextual()
                ? choice.at("/delta/content").textValue()
                : "";
        List<TokenLogProbs> places = LogprobsDecoder.orEmpty(Fields.ofAnswer(choice), text);
        LogProbConfig alternatives =
                new LogProbConfig(choice.at("/logprobs/top_logprobs").isArray() ? 20 : 0);
        ChatLogprobs told = ChatLogprobsEncoder.encode(places, alternatives);
        String json = Json.MAPPER.writeValueAsString(told == null ? new ChatLogprobs(List.of(), null) : told);
        if (number) {
            edits.replace(from, to, json.getBytes(UTF_8));
        } else {
            edits.insert(to, ("," + json.substring(1, json.length() - 1)).getBytes(UTF_8));
        }
    }

    private static JsonNode choice(byte[] array, int base, int end, int position) throws IOException {
        try (JsonParser parser = Json.FACTORY.createParser(array, base, end - base)) {
            parser.nextToken();
            while (parser.nextToken() == FIELD_NAME) {
                boolean choices = parser.currentName().equals("choices");
                if (parser.nextToken() == START_ARRAY && choices) {
                    return element(parser, position);
                }
                parser.skipChildren();
            }
            return MissingNode.getInstance();
        }
    }

    private static JsonNode element(JsonParser parser, int position) throws IOException {
        for (int at = 0; parser.nextToken() != END_ARRAY; at++) {
            if (at == position) {
                return Json.MAPPER.readTree(parser);
            }
            parser.skipChildren();
        }
        return MissingNode.getInstance();
    }
}
