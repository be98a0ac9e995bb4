package io.camelid.catalog;

import io.camelid.catalog.ProviderType.Setting;
import io.camelid.dialect.ModelTable.Row;
import java.util.List;
import java.util.Map;

/** Reads what a provider's models take, from {@code model_traits} of a provider type or of a config. */
final class ModelTableReader {

    private ModelTableReader() {}

    /** @param traits those that the type knows; of a type without any, the key is left unread */
    static List<Row> read(Section owner, Map<String, Setting> traits) {
        return traits.isEmpty()
                ? List.of()
                : owner.sections("model_traits").stream()
                        .map(row -> row(row, traits))
                        .toList();
    }

    private static Row row(Section section, Map<String, Setting> traits) {
        Row row = new Row(section.pattern("models"), ConfigReader.settings(section, traits));
        section.unused()
                .forEach(key -> section.problem(key, "is no trait; use models, " + String.join(", ", traits.keySet())));
        return row;
    }
}
