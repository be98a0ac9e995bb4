package io.camelid.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DataUrlTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "data:text/plain;base64,aGk= | text/plain | `` | aGk=",
                "DATA:Application/PDF;BASE64,JVBERi0= | application/pdf | `` | JVBERi0=",
                "data:image/svg+xml;charset=utf-8;base64,AA | image/svg+xml | utf-8 | AA",
                "data:text/csv; charset=\"ISO-8859-1\" ; base64,AA | text/csv | ISO-8859-1 | AA",
                "data:application/pdf;name=\"a;b,c.pdf\";base64,AA | application/pdf | `` | AA",
                "data:text/plain;x=charset=1;base64, | text/plain | `` | ``",
            })
    void itsPartsAreRead(String url, String mediaType, String charset, String base64) {
        assertThat(DataUrl.parse(url)).isEqualTo(new DataUrl(mediaType, charset, base64));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "data:",
                "data:,",
                "data:;base64,AA",
                "data:text/plain,hi",
                "data:text/plain;base64",
                "data:text;base64,AA",
                "data:text/plain;base64;x,AA",
                "data:text/plain;name=\"a,base64,AA",
                "http://localhost/data:text/plain;base64,AA"
            })
    void anythingElseIsNone(String text) {
        assertThat(DataUrl.parse(text)).isNull();
    }

    @Test
    void aHeadWithoutAnEndIsNotReadToItsEnd() {
        assertThat(DataUrl.parse("data:text/plain" + ";x".repeat(1_000_000) + ";base64,AA"))
                .isNull();
        assertThat(DataUrl.parse("data:" + "a".repeat(128) + "/b;base64,AA")).isNull();
    }
}
