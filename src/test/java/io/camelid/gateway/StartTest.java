package io.camelid.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.camelid.Camelid;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.assertj.core.api.AbstractStringAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A configuration that can't work stops the start with one message that helps: no stack trace, exit code 1. */
class StartTest {

    private static final String GOOD =
            "providers:\n  inference:\n  - {provider_id: sim, provider_type: \"inline::simulator\"}\n";

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "providers: [                                                     | line",
                "'providers: {inference: [{provider_id: a, provider_type: \"inline::simulator\"}, {provider_id: a, provider_type: \"inline::simulator\"}]}' | 'a second time'",
                "'models: [{model_id: m, provider_id: nobody}]'                   | nobody"
            })
    void aProvidersFileThatCannotWork(String yaml, String word) throws Exception {
        Started started = start(yaml, Map.of());

        started.isRefused().contains("providers.yaml").containsIgnoringCase(word);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "CAMELID_PROVIDERS              | /nope/typo.yaml | /nope/typo.yaml",
                "CAMEL_MAIN_ROUTES_INCLUDE_PATTERN | file:/nope/routes/one.yaml | /nope/routes/one.yaml",
                "CAMEL_SERVER_PORT              | abc     | camel.server.port",
                "CAMEL_MANAGEMENT_PORT          | abc     | camel.management.port",
                "CAMEL_MAIN_SHUTDOWN_TIMEOUT    | abc     | camel.main.shutdown-timeout",
                "CAMELID_CONNECT_TIMEOUT_MILLIS | abc     | camelid.connect-timeout-millis",
                "CAMELID_IDLE_TIMEOUT_MILLIS    | 9000000 | camelid.connection-idle-millis",
                "CAMELID_LOSSY                  | maybe   | camelid.lossy",
            })
    void aSettingThatCannotWork(String name, String value, String word) throws Exception {
        Started started = start(GOOD, Map.of(name, value));

        started.isRefused().contains(word);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'providers: {inference: [{provider_id: a, provider_type: \"remote::nonsense\"}]}' | remote::nonsense",
                "'providers: {inference: [{provider_id: a, provider_type: \"camel::route\", config: {uri: \"nope:x\"}}]}' | nope",
            })
    void aProviderThatCannotWork(String yaml, String word) throws Exception {
        Started started = start(yaml, Map.of());

        started.isRefused().contains(word);
    }

    @Test
    void aRouteThatNamesABeanThatIsNotThere() throws Exception {
        Files.createDirectories(folder.resolve("routes"));
        Files.writeString(
                folder.resolve("routes/api-broken.camel.yaml"),
                "- route:\n    id: broken\n    from:\n      uri: direct:broken\n      steps:\n        - process: {ref: nobody}\n");

        Started started = start(GOOD, Map.of());

        started.isRefused().contains("broken", "nobody");
    }

    @Test
    void aPortThatIsTaken() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Started started = start(GOOD, Map.of("CAMEL_SERVER_PORT", String.valueOf(taken.getLocalPort())));

            started.isRefused().contains("CAMEL_SERVER_PORT");
        }
    }

    @Test
    void aManagementPortThatIsTaken() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Started started = start(
                    GOOD,
                    Map.of(
                            "CAMEL_MANAGEMENT_ENABLED",
                            "true",
                            "CAMEL_MANAGEMENT_PORT",
                            String.valueOf(taken.getLocalPort())));

            started.isRefused().contains("CAMEL_MANAGEMENT_PORT");
        }
    }

    @Test
    void aRouteThatIsNoYaml() throws Exception {
        Files.createDirectories(folder.resolve("routes"));
        Files.writeString(
                folder.resolve("routes/api-broken.camel.yaml"), "- route:\n    id: broken\n    nonsense: 1\n");

        Started started = start(GOOD, Map.of());

        started.isRefused().contains("api-broken.camel.yaml");
    }

    private record Started(int code, String said) {
        AbstractStringAssert<?> isRefused() {
            assertThat(code).as(said).isEqualTo(1);
            return assertThat(said).isNotBlank().doesNotContain("\tat ", "\n   at ", "java.lang.", "Exception:");
        }
    }

    /** Runs the program as an operator does: a process of its own, in a folder of its own. */
    private Started start(String providersYaml, Map<String, String> environment)
            throws IOException, InterruptedException {
        Files.createDirectories(folder.resolve("config"));
        Files.writeString(folder.resolve("config/providers.yaml"), providersYaml);
        Path said = folder.resolve("said");
        ProcessBuilder builder = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Camelid.class.getName()))
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(said.toFile());
        builder.environment().putAll(Map.of("CAMEL_SERVER_PORT", "0", "CAMEL_MANAGEMENT_ENABLED", "false"));
        builder.environment().putAll(environment);
        Process process = builder.start();
        try {
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("it gave up").isTrue();
            String text = Files.readString(said, StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("WARNING: "))
                    .collect(Collectors.joining("\n"));
            return new Started(process.exitValue(), text);
        } finally {
            process.destroyForcibly();
        }
    }
}
