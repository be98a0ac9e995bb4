package io.camelid.dialect;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.StringLength;

class RedactionProperties {

    /** JSON in JSON, to any depth, with any of a key's characters written as their numbers. */
    @Property
    void noReaderFindsAKeyHoweverDeepAndHoweverSpelled(
            @ForAll @StringLength(min = 8, max = 20) @CharRange(from = '!', to = '~') String key,
            @ForAll @IntRange(max = 5) int depth,
            @ForAll long seed) {
        Random random = new Random(seed);
        String text = "bad key " + key;
        for (int i = 0; i <= depth; i++) {
            text = "{\"error\":" + quoted(text, random) + "}";
        }
        byte[] bytes = text.getBytes(UTF_8);

        byte[] redacted = Redaction.of("Bearer " + key, List.of()).data(bytes, 0, bytes.length);

        String read = redacted == null ? text : new String(redacted, UTF_8);
        for (int i = 0; i <= depth; i++) {
            assertThat(read).doesNotContain(key);
            read = tree(read).path("error").textValue();
        }
        assertThat(read).isEqualTo("bad key ***");
    }

    private static JsonNode tree(String json) {
        try {
            return Json.MAPPER.readTree(json);
        } catch (JsonProcessingException e) {
            throw new AssertionError(json, e);
        }
    }

    private static String quoted(String text, Random random) {
        StringBuilder json = new StringBuilder("\"");
        for (char c : text.toCharArray()) {
            if (random.nextInt(4) == 0) {
                json.append("\\u%04x".formatted((int) c));
            } else if (c == '"' || c == '\\') {
                json.append('\\').append(c);
            } else {
                json.append(c);
            }
        }
        return json.append('"').toString();
    }
}
