package io.camelid.dialect.llamastack;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.camelid.dialect.Json;
import io.camelid.dialect.JsonText;
import io.camelid.error.CamelidException;
import io.camelid.error.ErrorKind;
import io.camelid.error.RequestException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Writes a failure as Llama Stack does: {@code detail} for most, a list of places for a body that does not validate, and in
 * the middle of a stream the status as part of the text. Source: Llama Stack, {@code distribution/server/server},
 * {@code global_exception_handler} and {@code sse_generator}. Lossy: types and codes of OpenAI's have no place.
 */
public final class ErrorEncoder {

    /** A path in a body, unlike the name of a header. */
    private static final Pattern PATH = Pattern.compile("[\\w.\\[\\]]+");

    private static final Pattern STEP = Pattern.compile("\\w+");

    private ErrorEncoder() {}

    /** The whole body of the answer. */
    public static byte[] encode(CamelidException failure) {
        String text = JsonText.encodable(failure.text());
        return failure instanceof RequestException refused && isInvalidBody(refused)
                ? Json.bytes(invalid(refused.param(), text))
                : Json.bytes(Json.MAPPER.createObjectNode().put("detail", text));
    }

    /** The data of an event, after the status line is out. */
    public static byte[] encodeEvent(CamelidException failure) {
        ObjectNode json = Json.MAPPER.createObjectNode();
        json.putObject("error").put("message", failure.status() + ": " + JsonText.encodable(failure.text()));
        return Json.bytes(json);
    }

    private static boolean isInvalidBody(RequestException failure) {
        String param = failure.param();
        return failure.kind() == ErrorKind.INVALID_REQUEST
                && (param == null || PATH.matcher(param).matches());
    }

    private static ObjectNode invalid(@Nullable String param, String text) {
        ObjectNode json = Json.MAPPER.createObjectNode();
        ObjectNode error =
                json.putObject("error").putObject("detail").putArray("errors").addObject();
        ArrayNode loc = error.putArray("loc").add("body");
        if (param != null) {
            Matcher step = STEP.matcher(param);
            while (step.find()) {
                add(loc, step.group());
            }
        }
        error.put("msg", text).put("type", param == null ? "json_invalid" : "value_error");
        return json;
    }

    private static void add(ArrayNode loc, String step) {
        if (step.chars().allMatch(Character::isDigit) && step.length() < 10) {
            loc.add(Integer.parseInt(step));
        } else {
            loc.add(step);
        }
    }
}
