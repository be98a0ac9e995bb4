package io.camelid.dialect.openai;

import static com.fasterxml.jackson.core.JsonToken.END_ARRAY;
import static com.fasterxml.jackson.core.JsonToken.FIELD_NAME;
import static com.fasterxml.jackson.core.JsonToken.START_ARRAY;
import static com.fasterxml.jackson.core.JsonToken.START_OBJECT;
import static com.fasterxml.jackson.core.JsonToken.VALUE_STRING;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import io.camelid.dialect.ByteRanges;
import io.camelid.dialect.Edits;
import io.camelid.dialect.Json;
import io.camelid.dialect.JsonText;
import io.camelid.dialect.ProviderErrors;
import io.camelid.dialect.ProxiedUsage;
import io.camelid.dialect.Splice;
import io.camelid.error.ErrorKind;
import io.camelid.error.ProviderException;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/**
 * A provider's whole answer, passed on as it came but for the name of the model and what would make a client fail
 * ({@link ChoiceMender}): read in one pass over the bytes, without a tree; the bytes are shared, not copied.
 */
public final class ProxiedAnswer {

    private final byte[] body;
    private final int start;
    private final int length;
    private final ByteRanges models = new ByteRanges();
    private final Edits edits = new Edits();
    private final ChoiceMender mender = new ChoiceMender(false, edits);
    private @Nullable ProxiedUsage usage;
    private boolean error;
    private boolean failed;
    private boolean answered;

    private ProxiedAnswer(byte[] body, int length) {
        this.body = body;
        this.length = length;
        this.start = JsonText.start(body, length);
    }

    /**
     * Reads the body of an answer that has a good status.
     *
     * @param body may be longer than what counts of it; not to be changed as long as this answer lives
     * @param length how many bytes of it count
     * @throws ProviderException it is no answer: not one JSON object, neither choices nor data, or an error
     */
    public static ProxiedAnswer read(byte[] body, int length) {
        ProxiedAnswer answer = new ProxiedAnswer(body, length);
        answer.read();
        return answer;
    }

    /** What the provider counted; null where it counted nothing. */
    public @Nullable ProxiedUsage usage() {
        return usage;
    }

    /** The answer with the model's name replaced, where it has one; every other byte as it came. */
    public Splice withModel(String requested) {
        return new Splice(body, start, length, edits.with(models, JsonText.quoted(requested)));
    }

    private void read() {
        if (JsonText.isWide(body, 0, length)) {
            throw bad("is not UTF-8");
        }
        try (JsonParser parser = Json.FACTORY.createParser(body, start, length - start)) {
            document(parser);
        } catch (JsonProcessingException e) {
            throw bad(JsonText.fault(e));
        } catch (IOException e) {
            throw new UncheckedIOException(e); // bytes in memory can't fail
        }
        if (error) {
            throw ProviderErrors.inBand(body, start, length - start);
        }
        if (failed) {
            throw ChoiceErrors.read(body, start, length - start);
        }
        if (!answered) {
            throw unlessError(bad("has neither choices nor data"));
        }
    }

    /** What is no answer may still say why. */
    private ProviderException unlessError(ProviderException otherwise) {
        return ProviderErrors.isError(ProviderErrors.parse(body, start, length - start))
                ? ProviderErrors.inBand(body, start, length - start)
                : otherwise;
    }

    private void document(JsonParser parser) throws IOException {
        JsonToken first = parser.nextToken();
        if (first != START_OBJECT) {
            String what = first == null ? "is empty" : "is " + JsonText.typeOf(first) + " in place of a JSON object";
            throw unlessError(bad(what));
        }
        while (parser.nextToken() == FIELD_NAME) {
            field(parser, parser.currentName());
        }
        if (parser.nextToken() != null) {
            throw bad("goes on after its JSON object");
        }
    }

    private void field(JsonParser parser, String name) throws IOException {
        JsonToken type = parser.nextToken();
        switch (name) {
            case "model" -> {
                if (type == VALUE_STRING) {
                    models.add(parser, start);
                }
            }
            case "usage" -> usage = ProxiedUsageReader.read(parser);
            case "error" -> error = !JsonText.skipEmpty(parser);
            case "choices" -> choices(parser);
            case "data" -> answered |= type == START_ARRAY;
            default -> {}
        }
        parser.skipChildren();
    }

    private void choices(JsonParser parser) throws IOException {
        if (parser.currentToken() != START_ARRAY) {
            return;
        }
        answered = true;
        int position = 0;
        while (parser.nextToken() != END_ARRAY) {
            if (parser.currentToken() == START_OBJECT) {
                mender.read(parser, body, start, position);
                failed |= mender.hasFailed();
            } else {
                parser.skipChildren();
            }
            position++;
        }
    }

    private static ProviderException bad(String what) {
        return ProviderException.of(ErrorKind.PROVIDER_BAD_RESPONSE, "The provider's answer " + what + ".");
    }
}
