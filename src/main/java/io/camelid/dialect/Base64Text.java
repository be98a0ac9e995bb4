package io.camelid.dialect;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.util.Base64;

/** Texts in base64, be it that of RFC 4648 or the one for URLs, in lines or not. */
public final class Base64Text {

    private Base64Text() {}

    /**
     * The text.
     *
     * @throws IllegalArgumentException it is no base64
     * @throws CharacterCodingException its bytes are no text in this charset
     */
    public static String decode(String base64, Charset charset) throws CharacterCodingException {
        String letters = base64.replaceAll("[\\r\\n]+", "").replace('-', '+').replace('_', '/');
        byte[] bytes = Base64.getDecoder().decode(letters);
        return charset.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    }
}
