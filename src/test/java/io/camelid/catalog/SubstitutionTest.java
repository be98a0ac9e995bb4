package io.camelid.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.camelid.catalog.Substitution.BadValueException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SubstitutionTest {

    private final Substitution substitution =
            new Substitution(Map.of("SET", "value", "EMPTY", "", "ODD", "a$1\\b")::get);

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "plain $SET ${SET}, plain $SET ${SET}",
                "${env.SET}, value",
                "${env.EMPTY}, ``",
                "${env.ODD}, a$1\\b",
                "http://${env.SET}:${env.UNSET:=80}/, http://value:80/",
                "${env.SET:=other}, value",
                "${env.UNSET:=other}, other",
                "${env.EMPTY:=other}, other",
                "${env.UNSET:=}, ``",
                "${env.UNSET:=http://a:1/v1}, http://a:1/v1",
                "${env.SET:+on}, on",
                "${env.UNSET:+on}, ``",
                "${env.EMPTY:+on}, ``",
                "${env.UNSET:old default}, old default",
                "${env.SET:old default}, value",
                "${env.SET+old on}, old on",
                "${env.UNSET+old on}, ``",
            })
    void aReferenceBecomesItsValue(String text, String expected) throws BadValueException {
        assertThat(substitution.apply(text)).isEqualTo(expected);
    }

    @Test
    void aVariableThatIsNotSetAndHasNoDefaultIsNamed() {
        assertThatThrownBy(() -> substitution.apply("${env.UNSET}"))
                .hasMessage(
                        "needs the environment variable UNSET, which is not set; set it, or write ${env.UNSET:=default}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"${env.UNSET:-default}", "${env.}", "${env.A B}", "${env.SET", "${env.UNSET:=${env.EMPTY:=x}}"})
    void whatLooksLikeAReferenceAndIsNoneIsRefused(String text) {
        assertThatThrownBy(() -> substitution.apply(text)).hasMessageContaining("has a reference that can't be read");
    }

    @Test
    void whatIsSwitchedOffStillHasItsName() throws BadValueException {
        assertThat(substitution.applySwitchedOn("${env.UNSET:+openai}")).isEqualTo("openai");
    }
}
