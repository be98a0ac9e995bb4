package io.camelid.llama;

/** Where an image is. Source: Llama Stack, {@code apis/common/content_types}, {@code _URLOrData}. */
public sealed interface ImageSource {

    /** @param uri http, https or {@code data:}; nobody has checked it */
    record Url(String uri) implements ImageSource {}

    /** @param base64 the bytes without a {@code data:} prefix; the format is to be found out */
    record Data(String base64) implements ImageSource {}
}
