package io.camelid.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A configuration that can't work stops the start with one message that helps: no stack trace, exit code 1. */
class StartTest {

    private static final String PROVIDERS = "config/providers.yaml";

    @TempDir
    Path folder;

    private Program program;

    @BeforeEach
    void aFolderThatIsAsItShouldBe() throws IOException {
        program = new Program(folder).file(PROVIDERS, Program.SIMULATOR);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "providers: [                                                     | line",
                "'providers: {inference: [{provider_id: a, provider_type: \"inline::simulator\"}, {provider_id: a, provider_type: \"inline::simulator\"}]}' | 'a second time'",
                "'providers: {inference: [{provider_id: a, provider_type: \"remote::opnai\"}]}' | 'did you mean ''remote::openai'''",
                "'models: [{model_id: m, provider_id: nobody}]'                   | nobody",
                "'providers: {inference: [{provider_id: mine, provider_type: \"camel::route\", config: {uri: \"nosuch:thing\"}}]}' | 'config.uri of provider ''mine'''"
            })
    void aProvidersFileThatCannotWork(String yaml, String word) throws Exception {
        program.file(PROVIDERS, yaml).isRefused().contains("providers.yaml").containsIgnoringCase(word);
    }

    @Test
    void aProvidersFileThatIsNamedAndNotThere() throws Exception {
        program.with("CAMELID_PROVIDERS", "typo.yaml")
                .isRefused()
                .contains("typo.yaml", "CAMELID_PROVIDERS")
                .hasLineCount(1);
    }

    @Test
    void aPortThatIsTaken() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            program.with("CAMEL_SERVER_PORT", String.valueOf(taken.getLocalPort()))
                    .isRefused()
                    .contains("CAMEL_SERVER_PORT");
        }
    }

    @Test
    void aManagementPortThatIsTaken() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            program.with("CAMEL_MANAGEMENT_ENABLED", "true")
                    .with("CAMEL_MANAGEMENT_PORT", String.valueOf(taken.getLocalPort()))
                    .isRefused()
                    .contains("CAMEL_MANAGEMENT_PORT");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CAMEL_SERVER_PORT",
                "CAMEL_MANAGEMENT_PORT",
                "CAMEL_MAIN_SHUTDOWN_TIMEOUT",
                "CAMELID_CONNECT_TIMEOUT_MILLIS"
            })
    void aNumberThatIsNone(String variable) throws Exception {
        program.with("CAMEL_MANAGEMENT_ENABLED", "true")
                .with("CAMEL_MANAGEMENT_PORT", String.valueOf(freePort()))
                .with(variable, "abc")
                .isRefused()
                .contains(variable, "must be a whole number", "is 'abc'")
                .hasLineCount(1);
    }

    @Test
    void aWordThatIsNone() throws Exception {
        program.with("CAMELID_LOSSY", "maybe")
                .isRefused()
                .contains("camelid.lossy", "'maybe'")
                .hasLineCount(1);
    }

    @Test
    void aConnectionThatIsClosedBeforeItsProviderMayBeSilent() throws Exception {
        program.with("CAMELID_IDLE_TIMEOUT_MILLIS", "660000")
                .with("CAMELID_CONNECTION_IDLE_MILLIS", "660000")
                .isRefused()
                .contains("camelid.connection-idle-millis", "camelid.idle-timeout-millis", "660000")
                .hasLineCount(1);
    }

    @Test
    void aRouteThatIsNoYaml() throws Exception {
        program.file("routes/api-broken.camel.yaml", "- route:\n    id: broken\n    nonsense: 1\n")
                .isRefused()
                .contains("api-broken.camel.yaml");
    }

    @Test
    void aRouteThatNamesABeanThatIsNotThere() throws Exception {
        program.file("routes/api-misspelt.camel.yaml", """
                - route:
                    id: misspelt
                    from:
                      uri: direct:misspelt
                      steps:
                        - process: {ref: providerChoser}
                """)
                .isRefused()
                .contains("routes/api-misspelt.camel.yaml", "providerChoser")
                .hasLineCount(1);
    }

    @ParameterizedTest
    @CsvSource({"file:nowhere/*.yaml, nowhere", "file:config/*.camel.yaml, config/*.camel.yaml"})
    void routesThatAreNotThere(String pattern, String told) throws Exception {
        program.with("CAMEL_MAIN_ROUTES_INCLUDE_PATTERN", pattern)
                .isRefused()
                .contains(told, "CAMEL_MAIN_ROUTES_INCLUDE_PATTERN")
                .hasLineCount(1);
    }

    @Test
    void whoAsksForTheStackGetsIt() throws Exception {
        String told = program.with("CAMELID_LOG_LEVEL", "DEBUG")
                .with("CAMELID_PROVIDERS", "typo.yaml")
                .refusal();

        assertThat(told).contains("\tat io.camelid.");
    }

    private static int freePort() throws IOException {
        try (ServerSocket once = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return once.getLocalPort();
        }
    }
}
