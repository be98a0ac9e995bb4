package io.camelid.dialect;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;

/** The one {@link ObjectMapper} and its {@link JsonFactory}; nobody builds another. */
public final class Json {

    /** Longest text inside one JSON document, characters: an image as data URL may fill a whole request. */
    private static final int MAX_TEXT = 128 * 1024 * 1024;

    /** For reading bytes token by token, where a tree would cost too much. */
    public static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxStringLength(MAX_TEXT).build())
            // a message of Jackson's must not repeat the client's text
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .build();

    /** Absent stays absent, unknown members are ignored, decimal numbers keep all their digits. */
    public static final ObjectMapper MAPPER = JsonMapper.builder(FACTORY)
            // a null in a map was given by somebody: in a schema or in arguments it means something
            .defaultPropertyInclusion(
                    JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.ALWAYS))
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .addModule(new SimpleModule().addDeserializer(JsonNode.class, new TreeReader()))
            .build();

    private Json() {}

    /** The text of a tree, UTF-8. */
    public static byte[] bytes(JsonNode tree) {
        try {
            return MAPPER.writeValueAsBytes(tree);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree that can't be written", e);
        }
    }
}
