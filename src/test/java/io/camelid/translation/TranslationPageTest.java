package io.camelid.translation;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code docs/translation.md} tells users of each field of a request is what the tables say that the code is held to. */
class TranslationPageTest {

    private static final Path PAGE = Path.of("docs", "translation.md");
    private static final Pattern FIELD = Pattern.compile("`([^`]+)`");

    /** What a user is told of a field: its line's first words. */
    private record Told(String field, String fate) {}

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Chat requests, OpenAI → Llama Stack       | openai-chat-request
            Completion requests, OpenAI → Llama Stack | openai-completion-request
            Chat requests, Llama Stack → OpenAI       | llama-stack-chat-request
            Completion requests, Llama Stack → OpenAI | llama-stack-completion-request
            """)
    void thePageSaysOfEachFieldWhatBecomesOfIt(String heading, String table) throws IOException {
        Map<String, Set<String>> page = byField(page(heading));
        Map<String, Set<String>> fields =
                byField(FieldTable.rows(table).stream().map(TranslationPageTest::told));

        assertThat(fields).containsKeys(page.keySet().toArray(String[]::new));
        assertThat(fields)
                .allSatisfy((field, fates) -> assertThat(page.getOrDefault(line(field, page.keySet()), Set.of()))
                        .as(field)
                        .isEqualTo(fates));
    }

    private static Map<String, Set<String>> byField(Stream<Told> lines) {
        return lines.collect(groupingBy(Told::field, TreeMap::new, mapping(Told::fate, toCollection(TreeSet::new))));
    }

    /** The field itself or what it is part of, whichever the page speaks of. */
    private static String line(String field, Set<String> told) {
        String path = field;
        while (!told.contains(path) && path.contains(".")) {
            path = path.substring(0, path.lastIndexOf('.'));
            path = told.contains(path) ? path : path.replaceAll("(\\[])+$", "");
        }
        return path;
    }

    private static Told told(FieldTable.Row row) {
        List<String> cells = row.cells();
        String last = cells.get(cells.size() - 2);
        String fate = last.isEmpty() ? row.fate(1) : last;
        return new Told(
                row.field(),
                switch (fate) {
                    case "carried", "refused" -> fate;
                    case "gateway" -> "done by the gateway";
                    case "label", "neutral" -> "says nothing";
                    default -> "not carried";
                });
    }

    private static Stream<Told> page(String heading) throws IOException {
        List<Told> lines = new ArrayList<>();
        boolean here = false;
        for (String line : Files.readAllLines(PAGE)) {
            here = line.startsWith("#") ? line.equals("## " + heading) : here;
            if (here && line.startsWith("| ") && !line.startsWith("| --- ")) {
                String[] cells = line.split("\\|", -1);
                FIELD.matcher(cells[1].replace("anything else", "`unheard_of`"))
                        .results()
                        .map((MatchResult field) -> new Told(field.group(1), fate(cells[3])))
                        .forEach(lines::add);
            }
        }
        return lines.stream();
    }

    private static String fate(String cell) {
        String words = cell.strip().replaceFirst("^changed\\b", "carried");
        return Stream.of("carried", "not carried", "refused", "done by the gateway", "says nothing")
                .filter(words::startsWith)
                .findFirst()
                .orElse(words);
    }
}
