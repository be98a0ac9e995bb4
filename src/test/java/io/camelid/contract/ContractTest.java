package io.camelid.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.camelid.Gateway;
import io.camelid.dialect.Json;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestMethodOrder;

/** Every provider type before OpenAI's own client: the same cases for all of them. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ContractTest {

    private static final List<Subject> SUBJECTS =
            Data.rows().values().stream().map(Subject::new).toList();

    private static final FeatureTable TABLE = new FeatureTable();

    private static Gateway gateway;
    private static Client client;

    @BeforeAll
    static void start() {
        var providers = Json.MAPPER.createArrayNode();
        SUBJECTS.forEach(it -> providers.addAll(it.entries()));
        gateway = Gateway.start("{\"providers\":{\"inference\":%s}}".formatted(providers), Map.of());
        client = new Client(gateway);
    }

    @AfterAll
    static void stop() {
        client.close();
        gateway.close();
        SUBJECTS.forEach(Subject::close);
    }

    @Order(1)
    @TestFactory
    Stream<DynamicContainer> everyProviderKeepsTheContract() {
        return SUBJECTS.stream()
                .map(it -> DynamicContainer.dynamicContainer(
                        it.id(),
                        Arrays.stream(Feature.values())
                                .map(feature -> DynamicTest.dynamicTest(
                                        it.id() + ": " + feature.heading(), () -> run(it, feature)))));
    }

    private static void run(Subject it, Feature feature) {
        String cannot = it.cannot(feature);
        switch (cannot) {
            case "" -> feature.check(it, client);
            case "unsupported" -> Failures.unsupported(it, client, feature);
            case "not carried" -> {
                if (feature == Feature.SCHEMA) {
                    Requests.notCarried(it, client, SCHEMA);
                } else {
                    feature.check(it, client);
                }
            }
            case "no signal", "not recorded" -> {}
            default -> throw new IllegalArgumentException(cannot);
        }
        TABLE.ran(it, feature);
    }

    private static final JsonNode SCHEMA = Data.json(
            "{\"response_format\":{\"type\":\"json_schema\",\"json_schema\":{\"name\":\"n\",\"schema\":{\"type\":\"object\"}}}}");

    @Order(2)
    @TestFactory
    Stream<DynamicNode> everyOtherNameOfATypeIsServed() {
        return SUBJECTS.stream()
                .flatMap(it -> it.aliases().stream()
                        .map(alias -> DynamicTest.dynamicTest(alias, () -> {
                            it.stub().says(Reply.TEXT);
                            String model = it.model(alias.replaceAll(".*::", ""));

                            assertThat(client.ask(Client.chat(model, ""), true).text())
                                    .isEqualTo(Reply.TEXT.whole());
                        })));
    }

    /** {@code mvn test -Dtest=ContractTest -Dcamelid.docs=write} writes it. */
    @Order(3)
    @Test
    void theTableInTheDocsIsWhatRan() {
        assumeTrue(TABLE.isComplete(SUBJECTS), "not all cases ran and passed");
        TABLE.writeOrCompare(SUBJECTS);
    }
}
