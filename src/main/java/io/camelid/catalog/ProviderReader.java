package io.camelid.catalog;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads one entry of {@code providers.inference} that is switched on. */
final class ProviderReader {

    /** The dialect that many servers speak, each a little differently. */
    private static final String OPENAI = "openai";

    private static final Pattern ID = Pattern.compile("[A-Za-z0-9._-]+");

    private final ProviderTypes types;

    ProviderReader(ProviderTypes types) {
        this.types = types;
    }

    /** The provider; absent where its type is skipped or unknown, which the findings then tell. */
    Optional<Provider> read(Section entry, String id) {
        if (!ID.matcher(id).matches()) {
            entry.problem("provider_id", "may hold only letters, digits, '.', '_' and '-', and is '%s'".formatted(id));
        }
        String type = entry.required("provider_type");
        Section config = entry.section("config");
        entry.noteUnused();
        return row(entry, type, config)
                .filter(row -> isServed(row, entry, type))
                .map(row -> {
                    Provider provider = provider(id, type, row, config);
                    config.noteUnused();
                    return provider;
                });
    }

    private Optional<ProviderType> row(Section entry, String type, Section config) {
        List<ProviderType> rows = types.named(type);
        if (rows.isEmpty()) {
            entry.problem("provider_type", unknown(type));
            return Optional.empty();
        }
        String api = config.text("api");
        if (api.isEmpty()) {
            return Optional.of(rows.getFirst());
        }
        Optional<ProviderType> row =
                rows.stream().filter(it -> it.isCalled(api)).findFirst();
        if (row.isEmpty()) {
            config.problem("api", unknownApi(type, api, rows));
        }
        return row;
    }

    private String unknown(String type) {
        String mend = Nearest.of(type, types.names())
                .map("did you mean '%s'?"::formatted)
                .orElseGet(() -> "use one of " + String.join(", ", types.names()));
        return "is '%s', which is no provider type; %s".formatted(type, mend);
    }

    private static String unknownApi(String type, String api, List<ProviderType> rows) {
        List<String> apis =
                rows.stream().map(ProviderType::api).filter(it -> !it.isEmpty()).toList();
        String mend = apis.isEmpty() ? "remove it: this type has but one" : "use one of " + String.join(", ", apis);
        return "is '%s', which is no API of %s; %s".formatted(api, type, mend);
    }

    private static boolean isServed(ProviderType row, Section entry, String type) {
        if (!row.skipped().isEmpty()) {
            entry.note("provider_type", "is %s, left out with its models: %s".formatted(type, row.skipped()));
            return false;
        }
        return true;
    }

    private static Provider provider(String id, String type, ProviderType row, Section config) {
        String baseUrl = row.address() == null ? "" : ConfigReader.baseUrl(config, row.address(), type);
        ProviderType.Key key = key(row, config);
        return new Provider(
                id,
                type,
                row.template(),
                row.dialect(),
                baseUrl,
                row.address() == null ? AddressRule.NONE : row.address().rule(),
                key == null ? KeyRule.NONE : key.rule(id, row.isDefault(baseUrl)),
                key == null ? ApiKey.NONE : ConfigReader.apiKey(config, key),
                row.address() == null
                        ? ExtraHeaders.NONE
                        : row.headers().plus(HeaderReader.read(config, key == null ? "" : key.header())),
                row.dialect().equals(OPENAI) ? row.requestRules().plus(RuleReader.read(config)) : row.requestRules(),
                row.extraParams(),
                ConfigReader.settings(config, row.settings()),
                row.models().after(ModelTableReader.read(config, row.traits())),
                row.modelMetadata(),
                row.lacks());
    }

    /** A server that speaks OpenAI may want its key in a header of its own. */
    private static ProviderType.@Nullable Key key(ProviderType row, Section config) {
        ProviderType.Key key = row.key();
        return key == null || !row.dialect().equals(OPENAI) ? key : key.in(HeaderReader.keyHeader(config));
    }
}
