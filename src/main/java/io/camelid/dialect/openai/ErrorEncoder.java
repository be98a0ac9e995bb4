package io.camelid.dialect.openai;

import com.fasterxml.jackson.core.JsonGenerator;
import io.camelid.dialect.Json;
import io.camelid.dialect.JsonText;
import io.camelid.error.CamelidException;
import io.camelid.error.ErrorKind;
import io.camelid.error.GatewayException;
import io.camelid.error.ProviderError;
import io.camelid.error.ProviderException;
import io.camelid.error.RequestException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/**
 * Writes a failure as OpenAI's error object. A request that a provider refused is told in the provider's own words, byte
 * for byte where they already have this shape; of a provider that failed only the text is told, under the gateway's own
 * type and code.
 *
 * <p><b>Source:</b> OpenAI API specification, {@code ErrorResponse}.
 */
public final class ErrorEncoder {

    private ErrorEncoder() {}

    /** The whole body of the answer, or the data of an event. */
    public static byte[] encode(CamelidException failure) {
        ErrorKind kind = failure.kind();
        return switch (failure) {
            case RequestException e -> request(e, e.param());
            case GatewayException e -> encode(e.text(), kind.type(), null, kind.code());
            case ProviderException e -> provider(e, e.told());
        };
    }

    /** A dialect that refuses a request speaks of the canonical one; the client reads where it wrote it. */
    private static byte[] request(RequestException failure, @Nullable String param) {
        ErrorKind kind = failure.kind();
        if (param == null) {
            return encode(failure.text(), kind.type(), null, kind.code());
        }
        String sent = CanonicalPaths.encode(param);
        return encode(failure.text().replace("'" + param + "'", "'" + sent + "'"), kind.type(), sent, kind.code());
    }

    private static byte[] provider(ProviderException failure, @Nullable ProviderError told) {
        ErrorKind kind = failure.kind();
        if (told == null) {
            return encode(failure.text(), kind.type(), null, kind.code());
        }
        if (kind != ErrorKind.PROVIDER_REFUSED) {
            return encode(told.message(), kind.type(), told.param(), kind.code());
        }
        byte[] body = told.body();
        return body != null ? body : told(told, kind);
    }

    /** The provider's own words, and the kind's where it had none. */
    static byte[] told(ProviderError told, ErrorKind kind) {
        String type = told.type();
        String code = told.code();
        return encode(
                told.message(), type == null ? kind.type() : type, told.param(), code == null ? kind.code() : code);
    }

    private static byte[] encode(String message, String type, @Nullable String param, @Nullable String code) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(256);
        try (JsonGenerator json = Json.FACTORY.createGenerator(out)) {
            json.writeStartObject();
            json.writeObjectFieldStart("error");
            text(json, "message", message);
            text(json, "type", type);
            text(json, "param", param);
            text(json, "code", code);
            json.writeEndObject();
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e); // an array in memory can't fail
        }
        return out.toByteArray();
    }

    private static void text(JsonGenerator json, String field, @Nullable String value) throws IOException {
        if (value == null) {
            json.writeNullField(field);
        } else {
            json.writeStringField(field, JsonText.encodable(value));
        }
    }
}
