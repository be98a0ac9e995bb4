package io.camelid.dialect.openai;

import static io.camelid.dialect.llamastack.LlamaStackFunctions.list;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.camelid.dialect.AnswerLosses;
import io.camelid.dialect.Fields;
import io.camelid.dialect.ImageFetcher;
import io.camelid.dialect.Images;
import io.camelid.dialect.Json;
import io.camelid.dialect.JsonStreamDecoder;
import io.camelid.dialect.ParamTypes;
import io.camelid.dialect.llamastack.LlamaStackFunctions;
import io.camelid.dialect.llamastack.ResponseDecoder;
import io.camelid.dialect.llamastack.ResponseEncoder;
import io.camelid.dialect.llamastack.StreamChunkDecoder;
import io.camelid.dialect.llamastack.StreamChunkEncoder;
import io.camelid.dialect.prompt.ChatAsPrompt;
import io.camelid.dialect.prompt.WrittenCalls;
import io.camelid.golden.GoldenFunction;
import io.camelid.llama.ChatCompletionRequest;
import io.camelid.llama.ChatCompletionResponse;
import io.camelid.llama.ChatCompletionResponseStreamChunk;
import io.camelid.llama.CompletionResponse;
import io.camelid.llama.CompletionResponseStreamChunk;
import io.camelid.llama.ImageSource;
import io.camelid.llama.ResponseStream;
import io.camelid.llama.SamplingParams;
import io.camelid.llama.StopReason;
import io.camelid.llama.ToolChoice;
import io.camelid.llama.ToolConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** Upstream's functions about OpenAI's dialect. */
public final class OpenAiFunctions {

    private OpenAiFunctions() {}

    public static Map<String, GoldenFunction> all() {
        Map<String, GoldenFunction> all = new HashMap<>();
        requests(all);
        answers(all);
        streams(all);
        parts(all);
        return all;
    }

    private static void requests(Map<String, GoldenFunction> all) {
        all.put(
                "OpenAIChatCompletionUnsupportedMixin.openai_chat_completion",
                in -> LlamaStackFunctions.messages(ChatRequestDecoder.decode(in.get("params"))
                        .value()
                        .request()
                        .messages()));
        all.put("OpenAICompletionUnsupportedMixin.openai_completion", OpenAiFunctions::completion);
        all.put(
                "_convert_openai_sampling_params",
                in -> LlamaStackFunctions.write(sampling(Fields.ofRequest(in.get("params")))));
        all.put(
                "head___convert_openai_request_response_format",
                in -> LlamaStackFunctions.write(ResponseFormatDecoder.decode(Fields.ofRequest(in))));
        all.put("head___convert_openai_request_tool_config", in -> {
            ToolChoice choice = ToolChoiceDecoder.decode(Fields.ofRequest(in));
            return LlamaStackFunctions.write(ToolConfig.of(choice == null ? ToolChoice.Mode.AUTO : choice));
        });
        all.put(
                "head___convert_openai_request_tools",
                in -> LlamaStackFunctions.definitions(Fields.ofRequest(in).objects("tools").stream()
                        .map(ToolDecoder::decode)
                        .toList()));
        all.put(
                "head__openai_content_to_content",
                in -> LlamaStackFunctions.write(ContentDecoder.media(Fields.ofRequest(in))));
        all.put(
                "head__openai_messages_to_messages",
                in -> LlamaStackFunctions.messages(
                        new MessageDecoder().decode(Fields.ofRequest(in).objects("messages"))));
    }

    private static void answers(Map<String, GoldenFunction> all) {
        all.put(
                "convert_openai_chat_completion_choice",
                in -> ResponseEncoder.encode(
                        ChatResponseDecoder.decode(Fields.ofAnswer(in.get("choice")), List.of(), new AnswerLosses())));
        all.put(
                "process_chat_completion_response",
                in -> ResponseEncoder.encode(written(in).read(turn(in.get("response")))));
        all.put(
                "process_completion_response",
                in -> ResponseEncoder.encode(CompletionResponseDecoder.decode(in.get("response"))));
        all.put("head__OpenAIChatCompletionToLlamaStackMixin._process_non_stream_response", in -> {
            ChatCall call = call(in.get("results").size());
            return Json.MAPPER.valueToTree(ChatResponseEncoder.encode(
                    AnswerHead.chat(in.get("model").textValue()),
                    call,
                    each(in.get("results")).map(ResponseDecoder::decodeChat).toList()));
        });
    }

    private static void streams(Map<String, GoldenFunction> all) {
        all.put("convert_openai_chat_completion_stream", in -> {
            ChatStreamDecoder decoder = new ChatStreamDecoder(
                    in.get("enable_incremental_tool_calls").booleanValue());
            List<ChatCompletionResponseStreamChunk> chunks = new ArrayList<>();
            in.get("stream").forEach(chunk -> chunks.addAll(decoder.decode(chunk)));
            chunks.addAll(decoder.end());
            return LlamaStackFunctions.chunks(chunks);
        });
        all.put("process_chat_completion_stream_response", in -> {
            List<ChatCompletionResponseStreamChunk> chunks = new ArrayList<>();
            try {
                written(in).read(turns(in.get("stream"))).pushTo(chunks::add);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return LlamaStackFunctions.chunks(chunks);
        });
        all.put("process_completion_stream_response", in -> {
            CompletionStreamDecoder decoder = new CompletionStreamDecoder();
            List<CompletionResponseStreamChunk> chunks = new ArrayList<>();
            in.get("stream").forEach(chunk -> chunks.addAll(decoder.decode(chunk)));
            chunks.addAll(decoder.end());
            return list(chunks, StreamChunkEncoder::encode);
        });
        all.put("head__OpenAIChatCompletionToLlamaStackMixin._process_stream_response", OpenAiFunctions::encodeStreams);
    }

    private static void parts(Map<String, GoldenFunction> all) {
        all.put(
                "_convert_openai_finish_reason",
                in -> LlamaStackFunctions.write(
                        FinishReasons.decode(in.get("finish_reason").textValue())));
        all.put(
                "get_stop_reason",
                in -> LlamaStackFunctions.write(FinishReasons.readFinal(Fields.ofAnswer(in), new AnswerLosses())));
        all.put("head___convert_stop_reason_to_openai_finish_reason", in -> {
            StopReason reason = LlamaStackFunctions.stopReason(in);
            // the function does not see the answer: a partial one is taken to hold calls
            return reason == null
                    ? Json.MAPPER.nullNode()
                    : TextNode.valueOf(FinishReasons.encode(reason, reason == StopReason.END_OF_MESSAGE));
        });
        all.put(
                "_convert_openai_logprobs",
                in -> LlamaStackFunctions.logprobs(LogprobsDecoder.decode(Fields.ofAnswer(in), "")));
        all.put(
                "convert_openai_completion_logprobs",
                in -> LlamaStackFunctions.logprobs(LogprobsDecoder.decode(Fields.ofAnswer(in), "")));
        all.put(
                "convert_openai_completion_logprobs_stream",
                in -> LlamaStackFunctions.logprobs(LogprobsDecoder.decode(
                        Fields.ofAnswer(in), in.get("text").textValue())));
        all.put(
                "_convert_openai_tool_calls",
                in -> LlamaStackFunctions.calls(Fields.ofAnswer(in).objects("tool_calls").stream()
                        .map(call -> ToolCallDecoder.decodeAnswer(call, new AnswerLosses()))
                        .toList()));
        all.put("convert_tool_call", in -> write(ToolCallDecoder.parse(Fields.ofAnswer(in.get("tool_call")))));
        all.put("UnparseableToolCall", OpenAiFunctions::unparseable);
        all.put("text_from_choice", in -> TextNode.valueOf(AnswerText.of(Fields.ofAnswer(in.get("choice")))));
        all.put(
                "to_openai_param_type",
                in -> Json.MAPPER.valueToTree(
                        ParamTypes.schema(in.get("param_type").textValue())));
        all.put("convert_tooldef_to_openai_tool", in -> ToolEncoder.encode(LlamaStackFunctions.tool(in.get("tool"))));
        all.put(
                "get_sampling_strategy_options",
                in -> SamplingEncoder.strategy(
                        LlamaStackFunctions.sampling(in.get("params")).strategy()));
        all.put(
                "get_sampling_options",
                in -> SamplingEncoder.encode(
                        in.get("params").isNull() ? null : LlamaStackFunctions.sampling(in.get("params"))));
        all.put("prepare_openai_completion_params", in -> RequestParams.withoutNulls((ObjectNode) in.get("params")));
        all.put(
                "convert_message_to_openai_dict",
                in -> new MessageEncoder(new ContentEncoder(fetcher(in))::encodeList)
                        .encode(LlamaStackFunctions.message(in.get("message"))));
        all.put(
                "convert_message_to_openai_dict_new",
                in -> new MessageEncoder(new ContentEncoder(null)::encode)
                        .encode(LlamaStackFunctions.message(in.get("message"))));
        all.put("convert_image_content_to_url", OpenAiFunctions::imageUrl);
    }

    private static JsonNode completion(JsonNode in) {
        CompletionCall call = CompletionRequestDecoder.decode(in.get("params")).value();
        List<CompletionResponse> answers = each(in.get("provider_results"))
                .limit(call.choices())
                .map(ResponseDecoder::decodeCompletion)
                .toList();
        AnswerHead head = AnswerHead.completion(call.request(0).model());
        return Json.MAPPER.valueToTree(CompletionResponseEncoder.encode(head, call, answers));
    }

    private static SamplingParams sampling(Fields params) {
        Long maxTokens = params.integer("max_tokens");
        return SamplingDecoder.decode(params, maxTokens == null ? null : maxTokens.intValue());
    }

    private static JsonNode encodeStreams(JsonNode in) {
        JsonNode streams = in.get("streams");
        ChatStreamEncoder encoder =
                new ChatStreamEncoder(AnswerHead.chat(in.get("model").textValue()), call(streams.size()));
        List<ChatCompletionChunk> chunks = new ArrayList<>();
        for (int index = 0; index < streams.size(); index++) {
            for (JsonNode event : streams.get(index)) {
                for (ChatCompletionResponseStreamChunk chunk : StreamChunkDecoder.decodeChat(event)) {
                    chunks.addAll(encoder.encode(index, chunk));
                }
            }
        }
        chunks.addAll(encoder.end());
        return Json.MAPPER.valueToTree(chunks);
    }

    private static ChatCall call(int n) {
        return new ChatCall(ChatCompletionRequest.of("m", List.of()), n, false, false);
    }

    /** As a client of Llama Stack's asked, whose functions these are. */
    private static WrittenCalls written(JsonNode in) {
        return new WrittenCalls(LlamaStackFunctions.tools(in.get("request")), true, new AnswerLosses());
    }

    /** The turn in a chat's answer, or in a text that continues a prompt. */
    private static ChatCompletionResponse turn(JsonNode answer) {
        return answer.at("/choices/0").has("text")
                ? ChatAsPrompt.decode(CompletionResponseDecoder.decode(answer))
                : ChatResponseDecoder.decode(answer);
    }

    private static ResponseStream<ChatCompletionResponseStreamChunk> turns(JsonNode stream) {
        return stream.findValue("delta") == null
                ? ChatAsPrompt.decode(events(stream, new CompletionStreamDecoder()))
                : events(stream, new ChatStreamDecoder(true));
    }

    private static <E> ResponseStream<E> events(JsonNode stream, JsonStreamDecoder.Events<E> decoder) {
        return sink -> {
            for (JsonNode chunk : stream) {
                for (E event : decoder.decode(chunk)) {
                    sink.accept(event);
                }
            }
            for (E event : decoder.end()) {
                sink.accept(event);
            }
        };
    }

    private static JsonNode write(ParsedCall parsed) {
        return switch (parsed) {
            case ParsedCall.Good(var call) -> LlamaStackFunctions.write(call);
            case ParsedCall.Unparseable(var callId, var toolName, var arguments) ->
                Json.MAPPER
                        .createObjectNode()
                        .put("call_id", callId)
                        .put("tool_name", toolName)
                        .put("arguments", arguments);
        };
    }

    private static JsonNode unparseable(JsonNode in) {
        JsonNode fields = in.get("fields");
        ObjectNode call = Json.MAPPER.createObjectNode();
        call.set("id", fields.get("call_id"));
        call.putObject("function").set("name", fields.get("tool_name"));
        ((ObjectNode) call.get("function")).set("arguments", fields.get("arguments"));
        return write(ToolCallDecoder.parse(Fields.ofAnswer(call)));
    }

    private static JsonNode imageUrl(JsonNode in) {
        ImageSource image = LlamaStackFunctions.image(in.get("item")).source();
        ImageFetcher fetcher = fetcher(in);
        if (in.path("include_format").asBoolean(true)) {
            return TextNode.valueOf(fetcher == null ? Images.url(image) : Images.inlinedUrl(image, fetcher));
        }
        return TextNode.valueOf(Images.inline(image, NO_WEB).base64());
    }

    private static final ImageFetcher NO_WEB = uri -> {
        throw new AssertionError("nothing is to be fetched: " + uri);
    };

    private static @Nullable ImageFetcher fetcher(JsonNode in) {
        if (!in.path("download").asBoolean()) {
            return null;
        }
        return uri -> {
            JsonNode answer = in.get("http").get(uri);
            return new ImageFetcher.Fetched(
                    answer.get("base64").textValue(), answer.get("content_type").textValue());
        };
    }

    private static Stream<JsonNode> each(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false);
    }
}
