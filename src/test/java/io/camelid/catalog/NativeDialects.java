package io.camelid.catalog;

import io.camelid.dialect.ModelTable;
import io.camelid.dialect.anthropic.AnthropicDialect;
import io.camelid.dialect.gemini.GeminiDialect;
import java.util.List;
import java.util.Objects;

/** The native dialects as shipped, with what is known of their providers' models. */
public final class NativeDialects {

    public static final AnthropicDialect ANTHROPIC = new AnthropicDialect(models("remote::anthropic", ""));

    public static final GeminiDialect GEMINI = new GeminiDialect(models("remote::gemini", ""));

    private NativeDialects() {}

    /** The words that a trait of a type's may be. */
    public static List<String> words(String type, String trait) {
        return Objects.requireNonNull(
                        ProviderTypes.shipped().named(type).getFirst().traits().get(trait))
                .words();
    }

    /** What is known of the models of a type, with a config of the user's. */
    public static ModelTable models(String type, String config) {
        return Yaml.provider(type, config).models();
    }
}
