package io.camelid.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.camelid.gateway.Program.Running;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A setting takes effect wherever it is set: environment, system property, file. */
class SettingsTest {

    private static final String MINE = Program.SIMULATOR.replace("model_id: simulator", "model_id: mine");

    @TempDir
    Path folder;

    private Program program;

    @BeforeEach
    void aFolder() throws IOException {
        program = new Program(folder).file("mine.yaml", MINE);
    }

    @Test
    void systemProperties() throws Exception {
        program.withProperty("camelid.providers", "mine.yaml")
                .withProperty("camelid.api-keys", "one, two")
                .runs(SettingsTest::servesMineForKeyTwo);
    }

    @Test
    void aFileAndEnvironmentVariablesThatHaveTheLastWord() throws Exception {
        program.file("config/application.properties", "camelid.providers = mine.yaml\ncamelid.api-keys = three\n")
                .with("CAMELID_API_KEYS", "one, two")
                .runs(SettingsTest::servesMineForKeyTwo);
    }

    @Test
    void aLongerSilenceOfProvidersAlone() throws Exception {
        program.with("CAMELID_PROVIDERS", "mine.yaml")
                .with("CAMELID_IDLE_TIMEOUT_MILLIS", "1800000")
                .runs(it -> assertThat(it.models()).isEqualTo("mine"));
    }

    @Test
    void withoutAProvidersFileTheOneOfTheJarServes() throws Exception {
        program.runs(it -> assertThat(it.models()).contains("simulator"));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void routesOfAnotherFolder(boolean byFile) throws Exception {
        String pattern = "file:elsewhere/*.camel.yaml";
        if (byFile) {
            program.file("config/application.properties", "camel.main.routes-include-pattern = " + pattern);
        } else {
            program.with("CAMEL_MAIN_ROUTES_INCLUDE_PATTERN", pattern);
        }
        RouteFiles.copyTo(folder.resolve("routes"));
        RouteFiles.copyTo(folder.resolve("elsewhere"));
        program.with("CAMELID_PROVIDERS", "mine.yaml")
                .file("elsewhere/api-greeting.camel.yaml", """
                        - route:
                            id: api-greeting
                            from:
                              uri: platform-http
                              parameters: {path: /v1/greeting}
                              steps:
                                - setBody: {expression: {constant: {expression: good morning}}}
                        """)
                .runs(it -> {
                    assertThat(it.get("/greeting").body()).isEqualTo("good morning");
                    assertThat(it.get("/models").statusCode()).isEqualTo(200);
                });
    }

    private static void servesMineForKeyTwo(Running program) throws Exception {
        assertThat(program.models()).isEqualTo("mine");
        assertThat(program.get("/models").statusCode()).isEqualTo(401);
        assertThat(program.get("/models", "authorization", "Bearer two").statusCode())
                .isEqualTo(200);
        assertThat(program.get("/models", "authorization", "Bearer three").statusCode())
                .isEqualTo(401);
    }
}
