package io.camelid.camel;

import io.camelid.dialect.AnswerLosses;
import io.camelid.dialect.llamastack.ResponseEncoder;
import io.camelid.dialect.llamastack.StreamChunkEncoder;
import io.camelid.edge.EventStreams;
import io.camelid.llama.ChatCompletionResponse;
import io.camelid.llama.ChatCompletionResponseStreamChunk;
import io.camelid.llama.CompletionResponse;
import io.camelid.llama.CompletionResponseStreamChunk;
import io.camelid.llama.Usage;
import java.util.List;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;

/** Turns the one canonical answer into Llama Stack's: a tree of its JSON, nulls and all, or a stream of its events. */
public final class LlamaStackAnswerStep implements Processor {

    @Override
    public void process(Exchange exchange) {
        Message message = exchange.getMessage();
        RequestRecord record = RequestRecord.of(exchange);
        boolean chat = LlamaStackRequestStep.isChat(exchange);
        Object answer;
        if (record.isStream()) {
            answer = chat ? chatStream(message, record) : textStream(message, record);
            NotCarried.beginOfAnswer(record);
        } else {
            answer = chat ? chat(message, record) : text(message, record);
            record.firstEvent();
            NotCarried.tellOfAnswer(record);
        }
        AnswerHeaders.write(message, record, 200, record.isStream() ? EventStreams.MEDIA_TYPE : "application/json");
        message.setBody(answer);
    }

    private static Object chat(Message message, RequestRecord record) {
        ChatCompletionResponse answer =
                Answers.whole(message, ChatCompletionResponse.class).getFirst();
        record.spend(Usage.of(answer.metrics()));
        return ResponseEncoder.encode(answer, record.answerLosses());
    }

    private static Object text(Message message, RequestRecord record) {
        CompletionResponse answer =
                Answers.whole(message, CompletionResponse.class).getFirst();
        record.spend(Usage.of(answer.metrics()));
        return ResponseEncoder.encode(answer, record.answerLosses());
    }

    private static Object chatStream(Message message, RequestRecord record) {
        AnswerLosses losses = record.answerLosses();
        return new TranslatedStream<>(
                Answers.<ChatCompletionResponseStreamChunk>streams(message),
                (choice, chunk) -> Stream.ofNullable(StreamChunkEncoder.encode(chunk, losses))
                        .toList(),
                ChatCompletionResponseStreamChunk::metrics,
                Door.LLAMA_STACK,
                record);
    }

    private static Object textStream(Message message, RequestRecord record) {
        AnswerLosses losses = record.answerLosses();
        return new TranslatedStream<>(
                Answers.<CompletionResponseStreamChunk>streams(message),
                (choice, chunk) -> List.of(StreamChunkEncoder.encode(chunk, losses)),
                CompletionResponseStreamChunk::metrics,
                Door.LLAMA_STACK,
                record);
    }
}
