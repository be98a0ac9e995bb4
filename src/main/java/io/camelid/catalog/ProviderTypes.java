package io.camelid.catalog;

import io.camelid.catalog.ProviderType.Address;
import io.camelid.catalog.ProviderType.Kind;
import io.camelid.catalog.ProviderType.Need;
import io.camelid.catalog.ProviderType.Setting;
import io.camelid.dialect.ModelTable;
import io.camelid.dialect.NeutralValues;
import io.camelid.dialect.RequestRules;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The provider types this build knows: the rows of {@code provider-types.yaml}. */
final class ProviderTypes {

    private static final String RESOURCE = "provider-types.yaml";

    private final Map<String, List<ProviderType>> byName = new LinkedHashMap<>();

    private ProviderTypes(List<ProviderType> rows) {
        for (ProviderType row : rows) {
            for (String name : row.names()) {
                byName.computeIfAbsent(name, it -> new ArrayList<>()).add(row);
            }
        }
    }

    /** Those shipped with the gateway. */
    static ProviderTypes shipped() {
        try (InputStream in = ProviderTypes.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new IllegalStateException("the resource " + RESOURCE + " is missing");
            }
            return parse(in.readAllBytes(), RESOURCE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static ProviderTypes parse(byte[] yaml, String file) {
        Findings findings = new Findings(file);
        Section root = Section.root(YamlFile.read(yaml, file), new Substitution(name -> null), findings);
        NeutralValues neutral = RuleReader.neutral(root);
        List<ProviderType> rows =
                root.sections("types").stream().map(row -> row(row, neutral)).toList();
        findings.throwProblems();
        return new ProviderTypes(rows);
    }

    /** The rows of a type, one for each of its APIs, the default one first; empty where nobody knows the type. */
    List<ProviderType> named(String type) {
        return byName.getOrDefault(type, List.of());
    }

    /** The types a user might have meant. */
    List<String> names() {
        return byName.entrySet().stream()
                .filter(it -> it.getValue().getFirst().skipped().isEmpty())
                .map(Map.Entry::getKey)
                .toList();
    }

    private static ProviderType row(Section row, NeutralValues neutral) {
        ProviderType.Key keyed = row.has("key") ? key(row.section("key")) : null;
        Map<String, Setting> traits = settings(row.sections("traits"));
        ProviderType type = new ProviderType(
                row.texts("names"),
                row.text("api"),
                row.text("template"),
                row.text("dialect"),
                row.has("address") ? address(row.section("address")) : null,
                keyed,
                ExtraHeaders.ofType(HeaderReader.read(row, keyed == null ? "" : keyed.header())),
                new RequestRules(RuleReader.read(row), neutral),
                extraParams(row.section("params")),
                settings(row.sections("settings")),
                traits,
                new ModelTable(ModelTableReader.read(row, traits)),
                row.plain("model_metadata"),
                Set.copyOf(row.texts("lacks")),
                row.text("skipped"));
        row.unused().forEach(key -> row.problem(key, "is no part of a provider type"));
        return type;
    }

    private static Address address(Section address) {
        return new Address(
                address.text("url"),
                address.text("data"),
                address.text("suffix"),
                address.text("after").equals("any-path"));
    }

    private static Map<String, String> extraParams(Section params) {
        Map<String, String> places = new LinkedHashMap<>();
        for (String name : List.of("top_k", "repetition_penalty")) {
            if (params.has(name)) {
                places.put(name, params.text(name));
            }
        }
        return places;
    }

    private static ProviderType.Key key(Section key) {
        String header = key.text("header");
        return new ProviderType.Key(
                orElse(key.text("setting"), "api_key"),
                key.required("data"),
                orElse(header, "Authorization"),
                header.isEmpty() ? "Bearer " : "",
                word(key, "first", First.class) == First.REQUEST,
                word(key, "needed", Need.class));
    }

    private enum First {
        REQUEST,
        CONFIG
    }

    private static Map<String, Setting> settings(List<Section> sections) {
        Map<String, Setting> settings = new LinkedHashMap<>();
        for (Section it : sections) {
            settings.put(
                    it.required("name"),
                    new Setting(
                            word(it, "kind", Kind.class),
                            it.text("required").equals("true"),
                            it.texts("words"),
                            it.text("default")));
        }
        return settings;
    }

    private static <E extends Enum<E>> E word(Section section, String key, Class<E> words) {
        return Enum.valueOf(words, section.required(key).replace('-', '_').toUpperCase(Locale.ROOT));
    }

    private static String orElse(String text, String absent) {
        return text.isEmpty() ? absent : text;
    }
}
