package io.camelid.dialect;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.camelid.error.RequestException;
import io.camelid.llama.ImageSource;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ImagesTest {

    private static final ImageFetcher NO_WEB = uri -> {
        throw new AssertionError("nothing is to be fetched: " + uri);
    };

    @Test
    void aDataUrlIsTakenApart() {
        assertThat(inline("data:image/SVG+xml;charset=utf-8;base64,AAAA"))
                .isEqualTo(new Images.Inline("image/svg+xml", "AAAA"));
    }

    @Test
    void bytesSayWhatTheyAre() {
        assertThat(mediaType("RIFF....WEBPVP8 ")).isEqualTo("image/webp");
        assertThat(mediaType("BM..............")).isEqualTo("image/bmp");
        assertThat(mediaType("GIF87a..........")).isEqualTo("image/gif");
    }

    @Test
    void aHeaderThatIsNoImagesIsNotBelieved() {
        String png = Base64.getEncoder().encodeToString(new byte[] {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10, 0});

        assertThat(Images.inlinedUrl(
                        new ImageSource.Url("https://example.org/a"),
                        uri -> new ImageFetcher.Fetched(png, "application/octet-stream")))
                .startsWith("data:image/png;base64,");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "file:///etc/passwd",
                "ftp://example.org/a.png",
                "/etc/passwd",
                "data:text/html;base64,AAAA",
                "data:image/png,AAAA",
                "data:",
            })
    void whatIsNoImageOfTheWebIsRefused(String url) {
        assertThatExceptionOfType(RequestException.class).isThrownBy(() -> inline(url));
    }

    @Test
    void dataThatIsNoBase64IsRefused() {
        assertThatExceptionOfType(RequestException.class)
                .isThrownBy(() -> Images.url(new ImageSource.Data("not base64 at all!")));
    }

    private static Images.Inline inline(String url) {
        return Images.inline(new ImageSource.Url(url), NO_WEB);
    }

    private static String mediaType(String bytes) {
        String base64 = Base64.getEncoder().encodeToString(bytes.getBytes(US_ASCII));
        return Images.inline(new ImageSource.Data(base64), NO_WEB).mediaType();
    }
}
