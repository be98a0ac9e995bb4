package io.camelid.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.camelid.edge.PushedBody;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.Resource;
import org.apache.camel.spi.RoutesLoader;
import org.apache.camel.support.PluginHelper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The jar in a Camel application of somebody else's: no Camel Main, no HTTP server of ours. */
class EmbeddedTest {

    @TempDir
    Path folder;

    private CamelContext camel;

    @BeforeEach
    void start() throws Exception {
        Path providers = folder.resolve("providers.yaml");
        Files.writeString(providers, """
                providers: {inference: [{provider_id: sim, provider_type: "inline::simulator"}]}
                models: [{model_id: simulator, provider_id: sim}]
                """);
        camel = new DefaultCamelContext();
        camel.getPropertiesComponent().addOverrideProperty("camelid.providers", providers.toString());
        RoutesLoader loader = PluginHelper.getRoutesLoader(camel);
        for (Resource routes :
                PluginHelper.getPackageScanResourceResolver(camel).findResources("classpath:routes/*.camel.yaml")) {
            if (!routes.getLocation().contains("/api-")) {
                loader.loadRoutes(routes);
            }
        }
        camel.start();
    }

    @AfterEach
    void stop() {
        camel.stop();
    }

    @Test
    void itsBeansAreFoundByName() {
        assertThat(List.of(
                        "requestOpener",
                        "envelopeDecoder",
                        "providerChooser",
                        "errorAnswer",
                        "streamRelay",
                        "jsonMapper"))
                .allSatisfy(it ->
                        assertThat(camel.getRegistry().lookupByName(it)).as(it).isNotNull());
        assertThat(camel.getRoute("provider-sim")).isNotNull();
    }

    @Test
    void itsRoutesAnswerTheHosts() throws Exception {
        Exchange answer = ask(false);

        assertThat(answer.getException()).isNull();
        assertThat(Sse.json(answer.getMessage().getBody(String.class))
                        .at("/choices/0/message/content")
                        .textValue())
                .isEqualTo("You said: good morning");
    }

    @Test
    void aStreamIsPulledWhereTheHostPulls() throws Exception {
        Exchange answer = ask(true);

        assertThat(answer.getMessage().getBody()).isInstanceOf(PushedBody.class);
        try (InputStream stream = answer.getMessage().getBody(InputStream.class)) {
            String text = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
            assertThat(text).contains(" morning").endsWith("data: [DONE]\n\n");
        }
    }

    private Exchange ask(boolean stream) {
        return camel.createProducerTemplate().request("direct:flow-inference", exchange -> {
            exchange.setProperty("camelidEndpoint", "chat/completions");
            exchange.getMessage()
                    .setBody(
                            "{\"model\":\"simulator\",\"stream\":%s,\"messages\":[{\"role\":\"user\",\"content\":\"good morning\"}]}"
                                    .formatted(stream)
                                    .getBytes(StandardCharsets.UTF_8));
        });
    }
}
