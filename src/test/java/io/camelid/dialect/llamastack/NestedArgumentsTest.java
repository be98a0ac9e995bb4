package io.camelid.dialect.llamastack;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.camelid.dialect.Arguments;
import io.camelid.dialect.Json;
import io.camelid.llama.ChatCompletionRequest;
import io.camelid.llama.InterleavedContent;
import io.camelid.llama.Message;
import io.camelid.llama.StopReason;
import io.camelid.llama.ToolCall;
import io.camelid.llama.ToolName;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A Llama Stack server takes arguments one level deep as an object; deeper ones it takes as text. */
class NestedArgumentsTest {

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"a\":1}", "{\"a\":[1,\"x\"],\"b\":{\"c\":null}}", "{\"a\":[],\"b\":{}}"})
    void argumentsItsTypeAllowsStayAnObject(String arguments) throws IOException {
        assertThat(written(arguments)).isEqualTo(Json.MAPPER.readTree(arguments));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"a\":[[1]]}", "{\"a\":{\"b\":[]}}", "{\"a\":1,\"b\":[2,{}]}"})
    void deeperOnesAreText(String arguments) throws IOException {
        assertThat(written(arguments).textValue()).isEqualTo(arguments);
    }

    private static JsonNode written(String arguments) throws IOException {
        ToolCall call = new ToolCall(
                "c", ToolName.function("f"), Objects.requireNonNull(Arguments.parse(arguments)), arguments);
        Message said = new Message.Assistant(InterleavedContent.EMPTY, StopReason.END_OF_MESSAGE, List.of(call));
        byte[] body = new LlamaStackDialect()
                .encode(ChatCompletionRequest.of("m", List.of(said)))
                .body();
        return Json.MAPPER.readTree(body).at("/messages/0/tool_calls/0/arguments");
    }
}
