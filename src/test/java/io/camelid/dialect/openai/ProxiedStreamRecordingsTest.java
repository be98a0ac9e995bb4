package io.camelid.dialect.openai;

import static io.camelid.dialect.openai.ProxiedStreamFixture.REQUESTED;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.camelid.Mended;
import io.camelid.dialect.Json;
import io.camelid.dialect.StreamProxy.State;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Every recorded stream of a provider that speaks OpenAI; needs {@code CAMELID_SHARED}. */
class ProxiedStreamRecordingsTest {

    private static final Pattern MODEL = Pattern.compile("\"model\"(\\s*):(\\s*)\"[^\"]*\"");

    @Test
    void everyRecordedStreamArrivesButForTheModelsName() throws Exception {
        String shared = System.getenv("CAMELID_SHARED");
        assumeTrue(shared != null, "CAMELID_SHARED is not set: no recorded streams to replay");
        Path folder = Path.of(shared, "recordings");

        int replayed = 0;
        for (JsonNode entry : Json.MAPPER.readTree(folder.resolve("INDEX.json").toFile())) {
            boolean dialect = List.of("chat", "completions")
                    .contains(entry.get("endpoint").textValue());
            if (dialect
                    && entry.get("form").textValue().equals("sse")
                    && entry.get("status").intValue() == 200) {
                JsonNode file = Json.MAPPER.readTree(
                        folder.resolve(entry.get("file").textValue()).toFile());
                replay(entry.get("id").textValue(), lines(file.at("/response/sse")));
                replayed++;
            }
        }
        assertThat(replayed).isGreaterThan(50);
    }

    private static void replay(String id, String recorded) throws Exception {
        List<String> given = datas(Mended.told(id, recorded));
        String whole = null;
        for (int size : List.of(Integer.MAX_VALUE, 1, 2, 3, 7)) {
            var run = ProxiedStreamFixture.run(recorded.getBytes(UTF_8), List.of(size));
            boolean error = run.stream().state() == State.ERROR_TOLD;
            assertThat(error).as(id).isEqualTo(id.contains("midstream-error"));
            if (whole != null) {
                assertThat(run.client()).as(id).isEqualTo(whole);
                continue;
            }
            whole = run.client();
            List<String> got = datas(Mended.withoutIds(whole));
            if (error) {
                assertThat(whole).as(id).doesNotContain("[DONE]");
                assertThat(given.get(got.size() - 1)).as(id).contains("\"error\"");
            } else {
                assertThat(got).as(id).hasSameSizeAs(given);
                assertThat(whole).as(id).endsWith("\n\ndata: [DONE]\n\n");
            }
            for (int i = 0; i < got.size(); i++) {
                assertSameButForTheModel(id, got.get(i), given.get(i));
            }
        }
    }

    private static void assertSameButForTheModel(String id, String got, String given) throws Exception {
        assertThat(anonymous(got)).as(id).isEqualTo(anonymous(given));
        ObjectNode expected = (ObjectNode) Json.MAPPER.readTree(given);
        if (expected.path("model").isTextual()) {
            expected.put("model", REQUESTED);
        }
        assertThat(Json.MAPPER.readTree(got)).as(id).isEqualTo(expected);
    }

    private static String anonymous(String data) {
        return MODEL.matcher(data).replaceAll("\"model\"$1:$2\"\"");
    }

    /** The data of each event but the last word; every recording has one data line an event. */
    private static List<String> datas(String stream) {
        return stream.lines()
                .filter(it -> it.startsWith("data:"))
                .map(it -> it.substring(5).strip())
                .filter(it -> !it.equals("[DONE]"))
                .toList();
    }

    private static String lines(JsonNode sse) {
        List<JsonNode> lines = new ArrayList<>();
        sse.forEach(lines::add);
        return lines.stream().map(JsonNode::textValue).collect(Collectors.joining("\n"));
    }
}
