package io.camelid.catalog;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import io.camelid.catalog.CatalogReader.Reading;
import io.camelid.llama.Model;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A file in the shape Llama Stack's distributions have, old and new spellings together. */
class LlamaStackFileTest {

    private static final Path FILE =
            Path.of("src/test/resources/fixtures/providers-file/llama-stack-run/providers.yaml");

    private Reading reading = new Reading(Catalog.EMPTY, List.of());

    @BeforeEach
    void read() throws IOException {
        Map<String, String> environment = Map.of("INFERENCE_MODEL", "meta-llama/Llama-3.1-8B-Instruct");
        reading =
                new CatalogReader(ProviderTypes.shipped(), environment::get).read(Files.readAllBytes(FILE), "run.yaml");
    }

    @Test
    void theProvidersItServesAreOnAndTheOthersAreNotAnError() {
        assertThat(reading.catalog().providers().keySet()).containsExactly("vllm-inference");
        Provider vllm = reading.catalog().provider("vllm-inference").orElseThrow();
        assertThat(vllm.baseUrl()).isEqualTo("http://localhost:8000/v1");
        assertThat(vllm.apiKey().value()).isEqualTo("fake");
    }

    @Test
    void itsModelsAreInTheOrderOfTheFile() {
        assertThat(reading.catalog().models().keySet()).containsExactly("meta-llama/Llama-3.1-8B-Instruct", "embedder");
        Model embedder = reading.catalog().model("embedder").orElseThrow();
        assertThat(embedder.modelType()).isEqualTo(Model.Type.EMBEDDING);
        assertThat(embedder.providerResourceId()).isEqualTo("org/embedder");
    }

    @Test
    void metadataKeepsItsOrderAndTypes() {
        assertThat(reading.catalog().model("embedder").orElseThrow().metadata())
                .containsExactly(
                        entry("embedding_dimension", 384),
                        entry("llama_model", "meta-llama/Llama-3.3-70B-Instruct"),
                        entry("tags", Arrays.asList("a", 2, 1.5, true, null)));
    }

    @Test
    void whatIsNotUsedIsNotedOnceEach() {
        assertThat(reading.notes())
                .containsExactly(
                        "run.yaml:15: providers.inference[0].config.max_tokens is not used here",
                        "run.yaml:17: providers.inference[0].config.tls_verify is not used here",
                        "run.yaml:28: providers.inference[3].provider_type is inline::sentence-transformers, left out with its models: this gateway does not serve it",
                        "run.yaml:30: providers.safety is not used here",
                        "run.yaml:2: image_name is not used here",
                        "run.yaml:3: container_image is not used here",
                        "run.yaml:4: apis is not used here",
                        "run.yaml:36: metadata_store is not used here",
                        "run.yaml:61: shields is not used here",
                        "run.yaml:62: server is not used here",
                        "run.yaml: switched off, as their provider_id comes out empty: "
                                + "a provider without a name, groq (with llama-3.3-70b-versatile)");
    }
}
