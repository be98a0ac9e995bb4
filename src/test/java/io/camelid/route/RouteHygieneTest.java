package io.camelid.route;

import static org.assertj.core.api.Assertions.assertThat;

import io.camelid.Gateway;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.camel.Route;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.model.OnExceptionDefinition;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.RouteTemplateDefinition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The routes as shipped keep the rules of the house. */
class RouteHygieneTest {

    private static final Pattern KEBAB = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");
    private static final Pattern ID = Pattern.compile("(?m)^    id: (\\S+)$");
    private static final int MAX_STEPS = 10;

    private static Gateway gateway;
    private static ModelCamelContext camel;

    @BeforeAll
    static void start() {
        gateway = Gateway.start("""
                providers:
                  inference:
                  - {provider_id: simulator, provider_type: "inline::simulator"}
                  - {provider_id: other, provider_type: "remote::openai-compat", config: {base_url: "http://127.0.0.1:1/v1"}}
                models: []
                """, Map.of());
        camel = (ModelCamelContext) gateway.camel();
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    @Test
    void everyRouteHasAChosenNameAndSaysWhatItDoes() {
        assertThat(camel.getRouteDefinitions()).hasSizeGreaterThan(10).allSatisfy(route -> {
            assertThat(route.getRouteId()).matches(KEBAB).matches("(api|flow|provider)-.*");
            assertThat(route.hasCustomIdAssigned()).isTrue();
            assertThat(route.getDescription())
                    .as(route.getRouteId())
                    .isNotBlank()
                    .endsWith(".");
        });
        assertThat(camel.getRoutes()).extracting(Route::getRouteId).doesNotHaveDuplicates();
    }

    @Test
    void aDirectRouteIsCalledByItsId() {
        List<Route> direct = camel.getRoutes().stream()
                .filter(it -> it.getEndpoint().getEndpointUri().startsWith("direct:"))
                .toList();

        assertThat(direct)
                .hasSizeGreaterThan(5)
                .allSatisfy(it -> assertThat(it.getEndpoint().getEndpointUri().replaceAll("^direct:/*", ""))
                        .isEqualTo(it.getRouteId()));
    }

    @Test
    void everyProviderIsOneRoute() {
        assertThat(camel.getRoutes()).extracting(Route::getRouteId).contains("provider-simulator", "provider-other");
    }

    @Test
    void everyTemplateAndItsParametersAreDescribed() {
        assertThat(camel.getRouteTemplateDefinitions()).isNotEmpty().allSatisfy(template -> {
            assertThat(template.getId()).matches(KEBAB).startsWith("template-");
            assertThat(template.getDescription())
                    .as(template.getId())
                    .isNotBlank()
                    .endsWith(".");
            assertThat(template.getTemplateParameters())
                    .isNotEmpty()
                    .allSatisfy(it -> assertThat(it.getDescription())
                            .as(template.getId() + " " + it.getName())
                            .isNotBlank()
                            .endsWith("."));
        });
    }

    @Test
    void theEdgeHasTheErrorPolicyAndNobodyElse() {
        for (RouteDefinition route : camel.getRouteDefinitions()) {
            boolean edge = route.getRouteId().startsWith("api-");
            assertThat(route.getInput().getEndpointUri().startsWith("platform-http"))
                    .as(route.getRouteId())
                    .isEqualTo(edge);
            assertThat(route.getRouteConfigurationId() != null)
                    .as(route.getRouteId())
                    .isEqualTo(edge);
            assertThat(route.getErrorHandler() != null)
                    .as("%s lets failures go up to the edge", route.getRouteId())
                    .isEqualTo(!edge);
        }
    }

    @Test
    void noRouteHasAPolicyOfItsOwnOrTooManySteps() {
        Stream.concat(
                        camel.getRouteDefinitions().stream(),
                        camel.getRouteTemplateDefinitions().stream().map(RouteTemplateDefinition::getRoute))
                .forEach(route -> {
                    assertThat(route.getOutputs()).hasSizeLessThanOrEqualTo(MAX_STEPS);
                    if (route.getRouteConfigurationId() == null) {
                        assertThat(route.getOutputs()).noneMatch(OnExceptionDefinition.class::isInstance);
                    }
                });
    }

    @Test
    void aFileIsNamedAfterItsFirstRouteAndBeginsWithItsContract() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("routes"))) {
            assertThat(files).hasSizeGreaterThan(10).allSatisfy(file -> {
                String text = read(file);
                Matcher id = ID.matcher(text);
                assertThat(id.find()).as(file.toString()).isTrue();
                assertThat(file.getFileName()).hasToString(id.group(1) + ".camel.yaml");
                assertThat(text).as(file.toString()).startsWith("# in ").contains("\n# out ");
            });
        }
    }

    @Test
    void noRouteHoldsScriptsQueryStringsOrChoicesByProvider() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("routes"))) {
            assertThat(files)
                    .allSatisfy(file -> assertThat(read(file))
                            .as(file.toString())
                            .doesNotContainPattern("(?i)\\b(groovy|jq|javascript|python)\\b")
                            .doesNotContainPattern("camelidProvider}[^\n]*(==|!=|~~|contains| in )")
                            .doesNotContainPattern("uri: \\S+\\?"));
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
