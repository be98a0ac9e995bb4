package io.camelid.dialect;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;

/** What the models of a provider take, where that depends on the model, as data: by the model's name, a word for each trait. */
public final class ModelTable {

    /**
     * One row.
     *
     * @param models a regular expression that the whole name of a model, as the provider has it, matches; empty for all
     * @param traits some or all, as text
     */
    public record Row(String models, Map<String, String> traits) {
        public Row {
            traits = Map.copyOf(traits);
        }
    }

    /** What one model takes, in the words of its provider type. */
    public record Traits(Map<String, String> words) {

        public int number(String trait) {
            return Integer.parseInt(text(trait));
        }

        public boolean flag(String trait) {
            return text(trait).equals("true");
        }

        /** A word as a constant's name: {@code adaptive-hidden} is {@code ADAPTIVE_HIDDEN}. */
        public <E extends Enum<E>> E word(String trait, Class<E> words) {
            return Enum.valueOf(words, text(trait).replace('-', '_').toUpperCase(Locale.ROOT));
        }

        private String text(String trait) {
            return Objects.requireNonNull(words.get(trait), trait);
        }
    }

    private final List<Row> rows;
    private final List<Predicate<String>> models;
    private final long known;

    public ModelTable(List<Row> rows) {
        this.rows = List.copyOf(rows);
        this.models =
                rows.stream().map(row -> ModelNames.matching(row.models())).toList();
        this.known = rows.stream()
                .flatMap(row -> row.traits().keySet().stream())
                .distinct()
                .count();
    }

    /** Others and these; the others count first. */
    public ModelTable after(List<Row> others) {
        List<Row> all = new ArrayList<>(others);
        all.addAll(rows);
        return others.isEmpty() ? this : new ModelTable(all);
    }

    /** A model's traits: each from the first row that is for the model and has it. */
    public Traits traits(String model) {
        Map<String, String> traits = new HashMap<>();
        for (int i = 0; i < rows.size() && traits.size() < known; i++) {
            if (models.get(i).test(model)) {
                rows.get(i).traits().forEach(traits::putIfAbsent);
            }
        }
        return new Traits(traits);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ModelTable that && rows.equals(that.rows);
    }

    @Override
    public int hashCode() {
        return rows.hashCode();
    }

    @Override
    public String toString() {
        return "ModelTable" + rows;
    }
}
