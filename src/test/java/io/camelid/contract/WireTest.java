package io.camelid.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.camelid.StubProvider.Request;
import io.camelid.dialect.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The suite proves what its stubs refuse: that they do, and that no provider type is without one. */
class WireTest {

    private static final Request REQUEST = new Request("POST", "/", Map.of(), new byte[0]);

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "openai | 'tools':[]",
                "openai | 'tool_choice':'auto'",
                "openai | 'stream_options':{}",
                "groq | 'tool_choice':'auto'",
                "vllm | 'tool_choice':'none'",
                "vllm | 'max_completion_tokens':5",
                "together | 'logprobs':true",
                "fireworks | 'top_logprobs':5",
                "sambanova | 'n':2",
                "sambanova | 'messages':[{'role':'user','content':[{'type':'text','text':'Hi'}]}]",
                "sambanova | 'messages':[{'role':'user','content':[{'type':'image_url','image_url':{'url':'http://a'}}]}]",
                "ollama | 'messages':[{'role':'user','content':[{'type':'image_url','image_url':{'url':'http://a'}}]}]",
                "ollama | 'prompt':['Hi']",
                "fireworks | 'logprobs':5",
                "fireworks | 'prompt':'<\\u007cbegin_of_text\\u007c>Hi'",
                "nvidia | 'stop':null",
                "nvidia | 'tools':[],'tool_choice':'auto'",
                "'anthropic, api openai' | 'response_format':{'type':'json_object'}",
                "'anthropic, api openai' | 'temperature':2",
                "'anthropic, api openai' | 'stop':['a',' ']",
                "openai | 'stop':[]",
                "together | 'tools':[]",
                "ollama | 'tool_choice':'none'",
                "'gemini, api openai' | 'stop':null",
                "'gemini, api openai' | 'verbosity':'low'",
                "'gemini, api openai' | 'functions':[]",
                "'gemini, api openai' | 'messages':[{'role':'user','name':'ada','content':'Hi'}]"
            },
            quoteCharacter = '\0')
    void aStubRefusesWhatTheProviderDoes(String id, String members) {
        ObjectNode row = Objects.requireNonNull(Data.rows().get(id.replace("'", "")));
        Wire wire = Wire.of(row);
        ObjectNode body =
                Json.MAPPER.createObjectNode().put("model", row.path("model").textValue());
        body.putArray("messages").addObject().put("role", "user").put("content", "Hi");

        assertThat(wire.problems("/chat/completions", body, REQUEST)).isEmpty();
        body.setAll(Data.object("{" + members.replace('\'', '"') + "}"));
        assertThat(wire.problems("/chat/completions", body, REQUEST)).isNotEmpty();
    }

    @Test
    void everyProviderTypeHasAStub() throws IOException {
        List<String> stubs = Data.rows().values().stream()
                .flatMap(row -> Data.texts(row.path("types")).stream()
                        .map(type -> type + " " + row.at("/config/api").asText("native")))
                .toList();

        assertThat(stubs).containsAll(served());
    }

    /** Every name of every type that is asked over the wire. */
    private static List<String> served() throws IOException {
        String yaml = Files.readString(Path.of("src/main/resources/io/camelid/catalog/provider-types.yaml"));
        JsonNode file = Json.MAPPER.valueToTree(new Load(LoadSettings.builder().build()).loadFromString(yaml));
        List<String> served = new ArrayList<>();
        for (JsonNode type : file.path("types")) {
            if (type.has("address")) {
                Data.texts(type.path("names"))
                        .forEach(
                                name -> served.add(name + " " + type.path("api").asText("native")));
            }
        }
        return served;
    }
}
