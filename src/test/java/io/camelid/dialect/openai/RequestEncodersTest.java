package io.camelid.dialect.openai;

import static io.camelid.dialect.openai.OpenAi.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import io.camelid.dialect.Decoded;
import io.camelid.error.RequestException;
import io.camelid.llama.ChatCompletionRequest;
import io.camelid.llama.CompletionRequest;
import io.camelid.llama.ContentItem;
import io.camelid.llama.ImageSource;
import io.camelid.llama.InterleavedContent;
import io.camelid.llama.Message;
import io.camelid.llama.RequestExtensions;
import io.camelid.llama.ResponseFormat;
import io.camelid.llama.SamplingParams;
import io.camelid.llama.StopReason;
import io.camelid.llama.ToolCall;
import io.camelid.llama.ToolConfig;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RequestEncodersTest {

    private static final String CHAT = "{'model':'m','messages':[{'role':'system','content':'be kind'},"
            + "{'role':'user','content':[{'type':'text','text':'look'},"
            + "{'type':'image_url','image_url':{'url':'https://example.org/a.png'}},"
            + "{'type':'file','file':{'filename':'a.pdf','file_data':'data:application/pdf;base64,JVBERi0='}},"
            + "{'type':'input_audio','input_audio':{'data':'SUQz','format':'mp3'}},"
            + "{'type':'file','file':{'filename':'a.ogg','file_data':'data:audio/ogg;base64,T2dn'}},"
            + "{'type':'file','file':{'filename':'a.mp3','file_data':'data:audio/mp3;base64,SUQz'}}]},"
            + "{'role':'assistant','content':'','tool_calls':[{'id':'c1','type':'function','function':"
            + "{'name':'f','arguments':'{}'},'extra_content':{'google':{'thought_signature':'s'}}}]},"
            + "{'role':'tool','content':'found','tool_call_id':'c1'}],"
            + "'temperature':0.5,'top_p':0.25,'max_tokens':7,'stop':['x'],"
            + "'tools':[{'type':'function','function':{'name':'f','description':'d','parameters':"
            + "{'type':'object','properties':{'a':{'enum':[1,null],'default':null}}},'strict':true}}],"
            + "'tool_choice':{'type':'function','function':{'name':'f'}},"
            + "'response_format':{'type':'json_schema','json_schema':{'name':'n','description':'d','strict':false,"
            + "'schema':{'type':'object'}}},"
            + "'logprobs':true,'top_logprobs':2,'stream':true,'stream_options':{'include_usage':true},"
            + "'seed':1,'frequency_penalty':0.5,'presence_penalty':-0.5,'user':'u','parallel_tool_calls':false,"
            + "'reasoning_effort':'low','logit_bias':{'7':-1.5}}";

    @Test
    void aChatRequestComesBackAsItWent() {
        Decoded<ChatCall> decoded = ChatRequestDecoder.decode(json(CHAT));

        assertThat(decoded.notCarried()).isEmpty();
        assertThat(read(ChatRequestEncoder.encode(decoded.value().request(), null)))
                .isEqualTo(json(CHAT));
    }

    @Test
    void aCompletionRequestComesBackAsItWent() {
        String request = "{'model':'m','prompt':'once','temperature':0.5,'top_p':1.0,'logprobs':2,'stream':true,"
                + "'stream_options':{'include_usage':true},'seed':1}";

        CompletionCall call = CompletionRequestDecoder.decode(json(request)).value();

        assertThat(read(CompletionRequestEncoder.encode(call.request(0)))).isEqualTo(json(request));
    }

    @Test
    void aRequestThatSaysLittleIsShort() {
        assertThat(read(ChatRequestEncoder.encode(ChatCompletionRequest.of("m", List.of()), null)))
                .isEqualTo(json("{'model':'m','messages':[],'temperature':0.0}"));
    }

    @Test
    void aCallKeepsTheIdThatItsResultRefersToThoughItIsEmpty() {
        MessageEncoder encoder = new MessageEncoder(new ContentEncoder(null)::encode);
        Message called = new Message.Assistant(
                InterleavedContent.of(""), StopReason.END_OF_TURN, List.of(ToolCall.of("", "f", Map.of())));
        Message result = new Message.ToolResponse("", InterleavedContent.of("wet"), false);

        assertThat(read(encoder.encode(called)).at("/tool_calls/0/id").textValue())
                .isEqualTo(read(encoder.encode(result)).path("tool_call_id").textValue());
    }

    @Test
    void retrievedPassagesFollowTheQuestion() {
        Message message = new Message.User(InterleavedContent.of("rain?"), InterleavedContent.of("notes"));

        assertThat(read(new MessageEncoder(new ContentEncoder(null)::encode).encode(message)))
                .isEqualTo(json("{'role':'user','content':[{'type':'text','text':'rain?'},"
                        + "{'type':'text','text':'notes'}]}"));
    }

    @Test
    void aSchemaWithoutANameGetsOne() {
        assertThat(read(ChatRequestEncoder.encode(
                                withFormat(new ResponseFormat.JsonSchema(Map.of("title", "Town"))), null))
                        .at("/response_format/json_schema/name")
                        .textValue())
                .isEqualTo("Town");
        assertThat(read(ChatRequestEncoder.encode(
                                withFormat(new ResponseFormat.JsonSchema(Map.of("title", "not a name"))), null))
                        .at("/response_format/json_schema/name")
                        .textValue())
                .isEqualTo("response");
    }

    @Test
    void whatTheDialectHasNoWordForIsRefused() {
        assertThatExceptionOfType(RequestException.class)
                .isThrownBy(() -> ChatRequestEncoder.encode(withFormat(new ResponseFormat.Grammar(Map.of())), null));
        InterleavedContent image = new InterleavedContent.Items(
                List.of(new ContentItem.Image(new ImageSource.Url("https://example.org/a.png"))));
        assertThatExceptionOfType(RequestException.class)
                .isThrownBy(() -> CompletionRequestEncoder.encode(CompletionRequest.of("m", image)));
    }

    private static ChatCompletionRequest withFormat(ResponseFormat format) {
        return new ChatCompletionRequest(
                "m",
                List.of(),
                SamplingParams.DEFAULT,
                List.of(),
                ToolConfig.DEFAULT,
                format,
                false,
                null,
                RequestExtensions.NONE);
    }

    private static JsonNode read(JsonNode written) {
        return json(written.toString());
    }
}
