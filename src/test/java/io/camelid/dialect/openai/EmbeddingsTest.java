package io.camelid.dialect.openai;

import static io.camelid.dialect.openai.OpenAi.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import io.camelid.dialect.AnswerLosses;
import io.camelid.dialect.Decoded;
import io.camelid.dialect.Json;
import io.camelid.error.RequestException;
import io.camelid.llama.ContentItem;
import io.camelid.llama.EmbeddingsRequest;
import io.camelid.llama.EmbeddingsResponse;
import io.camelid.llama.Usage;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EmbeddingsTest {

    private static final EmbeddingsResponse ANSWER =
            new EmbeddingsResponse(List.of(List.of(0.5, -1.25), List.of(2.0)), new Usage(7, 0).metrics());

    @Test
    void oneTextNeedsNoList() {
        Decoded<EmbeddingsCall> decoded = call("'input':'a','dimensions':3,'user':'u'");

        assertThat(decoded.value())
                .isEqualTo(
                        new EmbeddingsCall(new EmbeddingsRequest("m", List.of(new ContentItem.Text("a")), 3), false));
        assertThat(decoded.notCarried()).containsExactly("user");
    }

    @ParameterizedTest(name = "{0} blames {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "'dimensions':1 | input",
                "'input':[] | input",
                "'input':[1,2] | input",
                "'input':[[1]] | input",
                "'input':['a',1] | input[1]",
                "'input':'a','dimensions':0 | dimensions",
                "'input':'a','encoding_format':'hex' | encoding_format",
            })
    void aFieldThatCannotBeIsBlamed(String fields, String param) {
        assertThatExceptionOfType(RequestException.class)
                .isThrownBy(() -> call(fields))
                .satisfies(e -> assertThat(e.param()).isEqualTo(param));
    }

    @Test
    void numbersAreAListInTheirOrder() {
        JsonNode answer = OpenAiSchema.EMBEDDINGS.valid(
                EmbeddingsEncoder.encode("asked-for", call("'input':['a','b']").value(), ANSWER, new AnswerLosses()));

        assertThat(answer)
                .isEqualTo(json("{'object':'list','data':[{'object':'embedding','index':0,'embedding':[0.5,-1.25]},"
                        + "{'object':'embedding','index':1,'embedding':[2.0]}],'model':'asked-for',"
                        + "'usage':{'prompt_tokens':7,'total_tokens':7}}"));
    }

    @Test
    void numbersAsBase64AreLittleEndianFloats() {
        Embeddings answer = EmbeddingsEncoder.encode(
                "m", call("'input':'a','encoding_format':'base64'").value(), ANSWER, new AnswerLosses());
        String base64 = Json.MAPPER.valueToTree(answer).at("/data/0/embedding").textValue();
        ByteBuffer bytes = ByteBuffer.wrap(Base64.getDecoder().decode(base64)).order(ByteOrder.LITTLE_ENDIAN);

        assertThat(bytes.getFloat()).isEqualTo(0.5f);
        assertThat(bytes.getFloat()).isEqualTo(-1.25f);
        assertThat(bytes.hasRemaining()).isFalse();
    }

    @Test
    void aCostThatNobodyToldIsAbsent() {
        EmbeddingsResponse silent = new EmbeddingsResponse(ANSWER.embeddings(), List.of());

        Embeddings answer =
                EmbeddingsEncoder.encode("m", call("'input':['a','b']").value(), silent, new AnswerLosses());

        assertThat(Json.MAPPER.<JsonNode>valueToTree(answer).has("usage")).isFalse();
    }

    private static Decoded<EmbeddingsCall> call(String fields) {
        return EmbeddingsRequestDecoder.decode(json("{'model':'m'," + fields + "}"));
    }
}
