package io.camelid.dialect;

import static com.fasterxml.jackson.core.JsonToken.END_OBJECT;
import static com.fasterxml.jackson.core.JsonToken.FIELD_NAME;
import static com.fasterxml.jackson.core.JsonToken.START_OBJECT;
import static com.fasterxml.jackson.core.JsonToken.VALUE_FALSE;
import static com.fasterxml.jackson.core.JsonToken.VALUE_NULL;
import static com.fasterxml.jackson.core.JsonToken.VALUE_STRING;
import static com.fasterxml.jackson.core.JsonToken.VALUE_TRUE;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import io.camelid.error.ErrorKind;
import io.camelid.error.RequestException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The pass over a request's body that makes an {@link Envelope}. Single-use. Of a field given twice the last one counts. */
final class EnvelopeReader {

    private static final String STREAM = "stream";
    private static final String STREAM_OPTIONS = "stream_options";
    private static final String INCLUDE_USAGE = "stream_options.include_usage";

    private static final Set<JsonToken> STRING = Set.of(VALUE_STRING);
    private static final Set<JsonToken> BOOLEAN_OR_NULL = Set.of(VALUE_TRUE, VALUE_FALSE, VALUE_NULL);
    private static final Set<JsonToken> OBJECT_OR_NULL = Set.of(START_OBJECT, VALUE_NULL);

    /** No model's name is longer, characters; it comes back in headers, in the log, and in each event of a stream. */
    private static final int MAX_MODEL = 512;

    /** A body that repeats its model is odd, but is told to the provider as it came; within reason. */
    private static final int MAX_MODELS = 16;

    private final byte[] body;
    private final int length;
    private final int start;
    private final EnvelopeEndpoint endpoint;

    private final Map<String, JsonToken> types = new HashMap<>();
    private final ByteRanges models = new ByteRanges();
    private final Occurrences occurrences = new Occurrences();
    private String model = "";
    private boolean contentEmpty;

    EnvelopeReader(byte[] body, int length, EnvelopeEndpoint endpoint) {
        this.body = body;
        this.length = length;
        this.start = JsonText.start(body, length);
        this.endpoint = endpoint;
    }

    Envelope read() {
        if (JsonText.isWide(body, 0, length)) {
            throw malformed("The body is not UTF-8. Send one JSON object, encoded as UTF-8.");
        }
        try (JsonParser parser = Json.FACTORY.createParser(body, start, length - start)) {
            document(parser);
        } catch (JsonProcessingException e) {
            throw malformed("The body " + JsonText.fault(e) + ". Send one JSON object, encoded as UTF-8.");
        } catch (IOException e) {
            throw new UncheckedIOException(e); // bytes in memory can't fail
        }
        check();
        return new Envelope(body, start, length, models, model, is(STREAM), is(INCLUDE_USAGE), occurrences);
    }

    private void document(JsonParser parser) throws IOException {
        JsonToken first = parser.nextToken();
        if (first == null) {
            throw malformed("The request has no body. Send one JSON object.");
        }
        if (first != START_OBJECT) {
            throw malformed("The body must be a JSON object, not " + JsonText.typeOf(first) + ".");
        }
        while (parser.nextToken() == FIELD_NAME) {
            field(parser, parser.currentName());
        }
        if (parser.nextToken() != null) {
            throw malformed("The body goes on after its JSON object. Send one JSON object and nothing else.");
        }
    }

    private void field(JsonParser parser, String name) throws IOException {
        JsonToken type = parser.nextToken();
        if (name.equals(endpoint.model())) {
            types.put(name, type);
            model = type == VALUE_STRING ? parser.getText() : "";
            models.add(parser, start);
            if (models.size() > MAX_MODELS) {
                throw malformed("The body names '" + name + "' over and over. Name it once.");
            }
        } else if (name.equals(endpoint.field())) {
            types.put(name, type);
            contentEmpty = occurrences.question(name, parser);
        } else if (name.equals(STREAM)) {
            types.put(name, type);
            occurrences.member(name, parser);
        } else if (name.equals(STREAM_OPTIONS)) {
            types.put(name, type);
            occurrences.options(name, type);
            streamOptions(parser, type);
        } else {
            occurrences.member(name, parser);
        }
    }

    private void streamOptions(JsonParser parser, JsonToken type) throws IOException {
        types.remove(INCLUDE_USAGE);
        while (type == START_OBJECT && parser.nextToken() != END_OBJECT) {
            boolean wanted = parser.currentName().equals("include_usage");
            JsonToken value = parser.nextToken();
            if (wanted) {
                types.put(INCLUDE_USAGE, value);
            }
            parser.skipChildren();
        }
        parser.skipChildren();
    }

    private void check() {
        require(endpoint.model(), "a string", STRING, "Give the id of one of the models listed under GET /v1/models.");
        if (model.isEmpty()) {
            throw RequestException.invalid(
                    "Invalid '" + endpoint.model() + "': empty string. Give the id of a model.", endpoint.model());
        }
        if (model.length() > MAX_MODEL) {
            throw RequestException.invalid(
                    "Invalid '" + endpoint.model() + "': longer than " + MAX_MODEL + " characters.", endpoint.model());
        }
        require(endpoint.field(), endpoint.expected(), endpoint.types(), "Expected " + endpoint.expected() + ".");
        if (contentEmpty && !endpoint.mayBeEmpty()) {
            throw RequestException.invalid(
                    "Invalid '" + endpoint.field() + "': empty array. Expected an array with at least one element.",
                    endpoint.field());
        }
        allow(STREAM, "a boolean or null", BOOLEAN_OR_NULL);
        allow(STREAM_OPTIONS, "an object or null", OBJECT_OR_NULL);
        allow(INCLUDE_USAGE, "a boolean or null", BOOLEAN_OR_NULL);
    }

    private void require(String field, String expected, Set<JsonToken> allowed, String mend) {
        if (!types.containsKey(field)) {
            throw RequestException.invalid("Missing required parameter: '" + field + "'. " + mend, field);
        }
        allow(field, expected, allowed);
    }

    private void allow(String field, String expected, Set<JsonToken> allowed) {
        JsonToken type = types.get(field);
        if (type != null && !allowed.contains(type)) {
            throw RequestException.invalid(
                    "Invalid type for '" + field + "': expected " + expected + ", but got " + JsonText.typeOf(type)
                            + " instead.",
                    field);
        }
    }

    private boolean is(String field) {
        @Nullable JsonToken type = types.get(field);
        return type == VALUE_TRUE;
    }

    private static RequestException malformed(String message) {
        return RequestException.of(ErrorKind.INVALID_REQUEST, message);
    }
}
