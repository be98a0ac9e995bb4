package io.camelid.contract;

import static io.camelid.contract.Answers.TOOLS;
import static io.camelid.contract.Answers.asked;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.openai.errors.OpenAIServiceException;
import io.camelid.contract.Reply.Call;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Cases about what the provider is asked. */
final class Requests {

    private static final String PIXEL =
            "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

    /** Parameters with a value that says something; {@code n} is told apart, as its answer has another form. */
    private static final Map<String, String> VALUES = Map.ofEntries(
            Map.entry("logprobs", "true"),
            Map.entry("top_logprobs", "2"),
            Map.entry("logit_bias", "{\"1\":5}"),
            Map.entry("n", "2"),
            Map.entry("frequency_penalty", "0.5"),
            Map.entry("presence_penalty", "0.5"),
            Map.entry("parallel_tool_calls", "false"),
            Map.entry("tool_choice", "\"required\""),
            Map.entry("service_tier", "\"flex\""),
            Map.entry("user", "\"ada\""),
            Map.entry("seed", "7"),
            Map.entry("store", "true"),
            Map.entry("metadata", "{\"a\":\"b\"}"),
            Map.entry("prompt_cache_key", "\"k\""),
            Map.entry("stop", "\"END\""),
            Map.entry("prediction", "{\"type\":\"content\",\"content\":\"Hi\"}"),
            Map.entry("safety_identifier", "\"s\""),
            Map.entry("audio", "{\"voice\":\"alloy\",\"format\":\"wav\"}"),
            Map.entry("modalities", "[\"text\",\"audio\"]"),
            Map.entry("reasoning_effort", "\"low\""),
            Map.entry("max_tokens", "7"),
            Map.entry("temperature", "0.5"),
            Map.entry("top_p", "0.5"),
            Map.entry("response_format", "{\"type\":\"json_object\"}"),
            Map.entry("verbosity", "\"low\""),
            Map.entry("web_search_options", "{\"search_context_size\":\"low\"}"));

    private static final Map<String, String> SAID = Map.of(
            "name", "\"ada\"",
            "reasoning_content", "\"Hm.\"",
            "reasoning_details", "[{\"type\":\"reasoning.text\",\"text\":\"Hm.\",\"signature\":\"c2ln\"}]");

    private static final String STRICT_TOOLS =
            "\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"get_time\",\"strict\":true,\"parameters\":{}}}]";

    private Requests() {}

    static void instructions(Subject it, Client client) {
        it.stub().says(Reply.TEXT);

        View seen = client.ask(Client.chat(it.model(), """
                "messages":[{"role":"developer","content":"Be kind."},{"role":"system","content":"Be brief."},
                {"role":"user","content":"Hi"}]"""), false);

        assertThat(seen.text()).isEqualTo(Reply.TEXT.whole());
        assertThat(asked(it).system()).contains("Be kind.", "Be brief.");
    }

    static void toolChoice(Subject it, Client client) {
        it.stub().says(Reply.TEXT);
        boolean refused = it.cannot(Feature.TOOL_CHOICE).equals("not carried");
        String named = "{\"type\":\"function\",\"function\":{\"name\":\"get_time\"}}";
        for (var choice : Map.of("auto", "\"auto\"", "required", "\"required\"", "get_time", named)
                .entrySet()) {
            List<String> told =
                    client.notCarried(Client.chat(it.model(), TOOLS + ",\"tool_choice\":" + choice.getValue()));

            // auto is what happens anyway
            boolean gone = refused && !choice.getKey().equals("auto");
            assertThat(told).isEqualTo(gone ? List.of("tool_choice") : List.of());
            assertThat(asked(it).choice().isEmpty() ? "auto" : asked(it).choice())
                    .isEqualTo(gone ? "auto" : choice.getKey());
            assertThat(asked(it).tools()).contains("get_time");
        }
        assertThat(client.notCarried(Client.chat(it.model(), TOOLS + ",\"tool_choice\":\"none\"")))
                .isEmpty();
        assertThat(asked(it).choice().equals("none") || asked(it).tools().isEmpty())
                .as("nothing it could call")
                .isTrue();
    }

    static void results(Subject it, Client client) {
        it.stub().says(Reply.TEXT);

        View seen = client.ask(Client.chat(it.model(), TOOLS + """
                ,"messages":[{"role":"user","content":"Weather and time?"},{"role":"assistant","tool_calls":[
                {"id":"call_1","type":"function","function":{"name":"get_weather","arguments":"{\\"city\\":\\"Rome\\"}"}},
                {"id":"call_2","type":"function","function":{"name":"get_time","arguments":"{}"}}]},
                {"role":"tool","tool_call_id":"call_1","content":"sunny"},
                {"role":"tool","tool_call_id":"call_2","content":"noon"}]"""), false);

        assertThat(seen.text()).isEqualTo(Reply.TEXT.whole());
        assertThat(asked(it).results()).containsExactly("sunny", "noon");
        assertThat(asked(it).calls()).extracting(Call::name).containsExactly("get_weather", "get_time");
        assertThat(asked(it).calls())
                .extracting(call -> Data.json(call.arguments()))
                .containsExactly(Data.json("{\"city\":\"Rome\"}"), Data.json("{}"));
    }

    static void images(Subject it, Client client) {
        it.stub().says(Reply.TEXT);
        client.ask(Client.chat(it.model(), """
                "messages":[{"role":"user","content":[{"type":"text","text":"What is it?"},
                {"type":"image_url","image_url":{"url":"data:image/png;base64,%s"}}]}]""".formatted(PIXEL)), false);

        assertThat(asked(it).images()).containsExactly("image/png;base64," + PIXEL);
        assertThat(asked(it).text()).isEqualTo("What is it?");
        if (it.row().path("data_images").asBoolean()) {
            byUrl(it, client);
        }
    }

    private static void byUrl(Subject it, Client client) {
        int before = it.stub().requests();

        OpenAIServiceException refusal = client.refused(Client.chat(it.model(), """
                "messages":[{"role":"user","content":[{"type":"text","text":"What is it?"},
                {"type":"image_url","image_url":{"url":"https://localhost/a.png"}}]}]"""), false);

        assertThat(refusal.statusCode()).isEqualTo(400);
        assertThat(refusal.code()).contains("unsupported");
        assertThat(refusal.param()).contains("messages[0].content[1].image_url.url");
        assertThat(refusal).hasMessageContaining("data: URL");
        assertThat(it.stub().requests()).isEqualTo(before);
    }

    static void stopWords(Subject it, Client client) {
        for (String stop : List.of("\"END\"", "[\"END\"]")) {
            Answers.reads(it, client, Reply.TEXT, "\"stop\":" + stop, false);
            assertThat(asked(it).stop()).containsExactly("END");
        }
    }

    static void length(Subject it, Client client) {
        for (String word : List.of("max_tokens", "max_completion_tokens")) {
            for (boolean stream : List.of(false, true)) {
                Answers.reads(it, client, Reply.LENGTH, "\"%s\":7".formatted(word), stream);
                assertThat(asked(it).maxTokens()).isEqualTo(7);
            }
        }
    }

    static void structuredOutput(Subject it, Client client) {
        String schema = """
                {"type":"object","properties":{"name":{"type":"string"},"inhabitants":{"type":"integer"}},
                "required":["name","inhabitants"],"additionalProperties":false}""";
        for (boolean stream : List.of(false, true)) {
            Answers.reads(
                    it,
                    client,
                    Reply.JSON,
                    "\"response_format\":{\"type\":\"json_schema\",\"json_schema\":{\"name\":\"city\",\"strict\":true,\"schema\":%s}}"
                            .formatted(schema),
                    stream);
            // a format without a place for the schema's name has it as its title
            assertThat(((ObjectNode) asked(it).schema()).<ObjectNode>without("title"))
                    .isEqualTo(Data.json(schema));
        }
    }

    /** A client is told of each parameter that the provider would refuse, and that one gets the rest. */
    static void parameters(Subject it, Client client) {
        Set<String> names = new LinkedHashSet<>(Data.texts(it.row().path("refuses")));
        List<String> members = new ArrayList<>();
        StringBuilder message = new StringBuilder("\"role\":\"user\",\"content\":\"Hi\"");
        for (String name : names) {
            if (name.startsWith("messages[].")) {
                String member = name.substring("messages[].".length());
                message.append(",\"%s\":%s".formatted(member, SAID.get(member)));
            } else if (VALUES.containsKey(name)) {
                members.add("\"%s\":%s".formatted(name, VALUES.get(name)));
            }
        }
        if (names.contains("tools[].function.strict")) {
            members.add(STRICT_TOOLS);
        } else if (names.contains("tool_choice") || names.contains("parallel_tool_calls")) {
            members.add(TOOLS);
        }
        if (!names.contains("temperature")) {
            members.add("\"temperature\":0.5");
        }
        members.add("\"messages\":[{%s}]".formatted(message));
        it.stub().says(Reply.TEXT);

        List<String> told = client.notCarried(Client.chat(it.strictModel(), String.join(",", members)));

        names.remove("max_tokens");
        assertThat(told)
                .containsExactlyInAnyOrderElementsOf(
                        names.stream().map(name -> name.replace("[]", "[0]")).toList());
        assertThat(asked(it).text()).isEqualTo("Hi");
        if (it.row().path("refuses").toString().contains("max_tokens")) {
            assertThat(asked(it).maxTokens()).isEqualTo(7);
        }
        saysNothing(it, client);
    }

    /** What says nothing reaches no provider that would refuse it, and nobody is told; what is too high is lowered and told. */
    static void saysNothing(Subject it, Client client) {
        List<String> members = new ArrayList<>();
        Data.texts(it.row().path("not_empty")).forEach(name -> members.add("\"%s\":[]".formatted(name)));
        Map<String, String> alone = Map.of("tool_choice", "\"none\"", "stream_options", "{\"include_usage\":true}");
        it.row()
                .path("needs")
                .fieldNames()
                .forEachRemaining(name -> members.add("\"%s\":%s".formatted(name, alone.get(name))));
        if (it.row().path("nulls").asText().equals("refused")) {
            members.add("\"stop\":null");
        }
        Set<String> lowered = new LinkedHashSet<>();
        it.row().path("at_most").fields().forEachRemaining(most -> {
            members.add("\"%s\":%d".formatted(most.getKey(), most.getValue().asInt() + 1));
            lowered.add(most.getKey());
        });
        members.add("\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":\"Hi\"}]}]");
        it.stub().says(Reply.TEXT);

        List<String> told = client.notCarried(Client.chat(it.model(), String.join(",", members)));

        assertThat(told).containsExactlyInAnyOrderElementsOf(lowered);
        assertThat(asked(it).text()).isEqualTo("Hi");
    }

    /** A feature that a provider's format has no place for: the request goes without it, and the client is told. */
    static void notCarried(Subject it, Client client, JsonNode member) {
        it.stub().says(Reply.TEXT);

        String json = member.toString();
        List<String> told = client.notCarried(Client.chat(it.model(), json.substring(1, json.length() - 1)));

        assertThat(told).anyMatch(path -> path.startsWith(member.fieldNames().next()));
        assertThat(asked(it).schema().isMissingNode()).isTrue();
    }
}
