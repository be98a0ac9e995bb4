package io.camelid.dialect.gemini;

import static org.assertj.core.api.Assertions.assertThat;

import io.camelid.catalog.NativeDialects;
import io.camelid.dialect.ModelTable;
import io.camelid.dialect.gemini.ModelTraits.Thinking;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModelTraitsTest {

    @ParameterizedTest
    @CsvSource({
        "models/gemini-1.5-pro, NEVER, false",
        "gemini-2.0-flash-lite, NEVER, false",
        "gemma-3-27b-it, NEVER, false",
        "google/gemini-2.5-pro, BUDGET, true",
        "gemini-2.5-flash-preview-09-2025, BUDGET, false",
        "gemini-2.5-flash-prototype, BUDGET, false",
        "gemini-3.1-pro-preview, LEVEL, true",
        "gemini-flash-latest, LEVEL, false",
        "gemini-10-flash, LEVEL, false",
        "another, LEVEL, false"
    })
    void aModelsTraitsAreReadOffItsName(String name, Thinking thinking, boolean always) {
        ModelTraits traits =
                ModelTraits.of(NativeDialects.models("remote::gemini", "").traits(name));

        assertThat(traits.thinking()).isEqualTo(thinking);
        assertThat(traits.alwaysThinks() && thinking != Thinking.NEVER).isEqualTo(always);
        assertThat(traits.jsonBesideTools()).isEqualTo(thinking == Thinking.LEVEL);
        assertThat(traits.signedCalls()).isEqualTo(thinking == Thinking.LEVEL);
    }

    @Test
    void theWordsOfTheTypeAreThoseOfTheDialect() {
        assertThat(NativeDialects.words("remote::gemini", "thinking"))
                .isEqualTo(Stream.of(Thinking.values())
                        .map(it -> it.name().toLowerCase(Locale.ROOT))
                        .toList());
    }

    @Test
    void aRowOfTheUsersFileComesFirst() {
        ModelTable models =
                NativeDialects.models("remote::gemini", "model_traits: [{models: gemini-x, thinking: never}]");

        assertThat(ModelTraits.of(models.traits("gemini-x")))
                .isEqualTo(new ModelTraits(Thinking.NEVER, false, true, true, true));
    }
}
