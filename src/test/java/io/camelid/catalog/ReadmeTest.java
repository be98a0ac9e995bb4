package io.camelid.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The README's table of providers against what is shipped. */
class ReadmeTest {

    private static final Pattern SWITCH = Pattern.compile("\\$\\{env\\.(\\w+):\\+[\\w-]+}\\s+provider_type: (\\S+)");

    private static final Pattern VARIABLE = Pattern.compile("\\$\\{env\\.(\\w+):=");

    @Test
    void everyTypeHasARow() throws IOException {
        String table = String.join("\n", rows());

        assertThat(ProviderTypes.shipped().names())
                .isNotEmpty()
                .allSatisfy(it -> assertThat(table).contains("`" + it + "`"));
    }

    @Test
    void everyProviderOfTheShippedFileIsSwitchedOnAsItsRowSays() throws IOException {
        Matcher entry = SWITCH.matcher(Files.readString(Path.of("config/providers.yaml")));
        int seen = 0;
        while (entry.find()) {
            assertThat(row(entry.group(2))).contains("`" + entry.group(1) + "`");
            seen++;
        }
        assertThat(seen).isEqualTo(14);
    }

    @Test
    void everyVariableOfTheShippedFileIsTold() throws IOException {
        Set<String> variables = new HashSet<>();
        Matcher variable = VARIABLE.matcher(Files.readString(Path.of("config/providers.yaml")));
        while (variable.find()) {
            variables.add(variable.group(1));
        }
        variables.remove("NAME"); // its explanation has that
        assertThat(variables).hasSizeGreaterThan(14);
        String table = String.join("\n", rows());
        assertThat(variables).allSatisfy(it -> assertThat(table).contains("`" + it + "`"));
    }

    @Test
    void everyAddressOfATypesOwnIsTold() throws IOException {
        String table = String.join("\n", rows());
        for (String name : ProviderTypes.shipped().names()) {
            for (ProviderType type : ProviderTypes.shipped().named(name)) {
                ProviderType.Address address = type.address();
                if (address != null && address.url().startsWith("https:")) {
                    String url = BaseUrl.complete(address.url(), address.suffix(), address.afterAnyPath());
                    assertThat(type.api().isEmpty() ? row(name) : table).contains("`" + url + "`");
                }
            }
        }
    }

    @Test
    void whatATypeLacksIsTold() throws IOException {
        for (String name : ProviderTypes.shipped().names()) {
            ProviderType type = ProviderTypes.shipped().named(name).getFirst();
            assertThat(type.lacks())
                    .allSatisfy(it -> assertThat(row(name)).endsWith(" |").contains(it));
        }
    }

    private static String row(String type) throws IOException {
        return rows().stream()
                .filter(it -> it.contains("`" + type + "`"))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no row for " + type));
    }

    private static List<String> rows() throws IOException {
        List<String> rows = new ArrayList<>();
        boolean table = false;
        for (String line : Files.readAllLines(Path.of("README.md"))) {
            table = line.startsWith("| provider type |") || (table && line.startsWith("|"));
            if (table) {
                rows.add(line);
            }
        }
        return rows;
    }
}
