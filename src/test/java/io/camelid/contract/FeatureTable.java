package io.camelid.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The table of docs/providers.md: provider by feature, made of what ran. */
final class FeatureTable {

    private static final Path FILE = Path.of("docs/providers.md");

    private static final String BEGIN = "<!-- table of ContractTest: begin -->\n";
    private static final String END = "<!-- table of ContractTest: end -->\n";

    private final Set<String> ran = new HashSet<>();

    /** A case passed, or what its provider can't do was shown or stated. */
    void ran(Subject it, Feature feature) {
        ran.add(it.id() + feature);
    }

    boolean isComplete(List<Subject> subjects) {
        return subjects.stream()
                .allMatch(it -> Arrays.stream(Feature.values()).allMatch(feature -> ran.contains(it.id() + feature)));
    }

    /** Writes the file where {@code camelid.docs=write} says so; else holds it against what ran. */
    void writeOrCompare(List<Subject> subjects) {
        try {
            String text = Files.readString(FILE);
            int from = text.indexOf(BEGIN) + BEGIN.length();
            int to = text.indexOf(END);
            if (System.getProperty("camelid.docs", "").equals("write")) {
                Files.writeString(FILE, text.substring(0, from) + render(subjects) + text.substring(to));
            } else {
                assertThat(text.substring(from, to)).isEqualTo(render(subjects));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String render(List<Subject> subjects) {
        List<Feature> features =
                Arrays.stream(Feature.values()).filter(it -> !it.isFailure()).toList();
        StringBuilder table = new StringBuilder();
        row(
                table,
                Stream.concat(Stream.of("provider"), features.stream().map(Feature::heading)),
                "failures",
                "shapes from");
        row(table, features.stream().map(it -> "---"), "---", "---", "---");
        for (Subject it : subjects) {
            row(
                    table,
                    Stream.concat(Stream.of(name(it)), features.stream().map(feature -> cell(it, feature))),
                    failures(it),
                    it.row().path("known").asText());
        }
        return table.toString();
    }

    /** One column for all of them, unless they differ. */
    private static String failures(Subject it) {
        List<String> cells = Arrays.stream(Feature.values())
                .filter(Feature::isFailure)
                .map(feature -> cell(it, feature))
                .distinct()
                .toList();
        assertThat(cells)
                .as("failures are one column for %s".formatted(it.id()))
                .hasSize(1);
        return cells.getFirst();
    }

    private static String name(Subject it) {
        String type = "`" + it.row().at("/types/0").asText().replace("-openai-compat", "") + "`";
        String full = "`" + it.row().at("/types/0").asText() + "`";
        String rest = it.id().contains(", ") ? it.id().substring(it.id().indexOf(',')) : "";
        return (it.aliases().isEmpty() ? full : type) + rest;
    }

    private static String cell(Subject it, Feature feature) {
        return switch (it.cannot(feature)) {
            case "" -> "yes";
            case "unsupported" -> "400";
            case "not carried" -> "told";
            case "no signal" -> "–";
            default -> "?";
        };
    }

    private static void row(StringBuilder table, Stream<String> cells, String... last) {
        table.append(Stream.concat(cells, Arrays.stream(last)).collect(Collectors.joining(" | ", "| ", " |\n")));
    }
}
