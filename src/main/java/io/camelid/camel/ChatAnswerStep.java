package io.camelid.camel;

import io.camelid.dialect.openai.AnswerHead;
import io.camelid.dialect.openai.ChatCall;
import io.camelid.dialect.openai.ChatCompletion;
import io.camelid.dialect.openai.ChatResponseEncoder;
import io.camelid.dialect.openai.ChatStreamEncoder;
import io.camelid.edge.EventStreams;
import io.camelid.llama.ChatCompletionResponse;
import io.camelid.llama.ChatCompletionResponseStreamChunk;
import io.camelid.llama.Usage;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;

/** Turns canonical answers, one a choice, into an OpenAI chat completion: a wire record, or a stream. */
public final class ChatAnswerStep implements Processor {

    @Override
    public void process(Exchange exchange) {
        Message message = exchange.getMessage();
        RequestRecord record = RequestRecord.of(exchange);
        ChatCall call = exchange.getProperty(ChatRequestStep.CALL, ChatCall.class);
        AnswerHead head = AnswerHead.chat(record.chosenTarget().requestedModel());
        if (call.stream()) {
            ChatStreamEncoder encoder = new ChatStreamEncoder(
                    head,
                    call,
                    WrittenCallsStep.mayBeSpelled(record.chosenTarget().provider()),
                    record.answerLosses());
            NotCarried.beginOfAnswer(record);
            AnswerHeaders.write(message, record, 200, EventStreams.MEDIA_TYPE);
            message.setBody(new TranslatedStream<>(
                    Answers.streams(message),
                    encoder,
                    ChatCompletionResponseStreamChunk::metrics,
                    Door.OPENAI,
                    record));
        } else {
            List<ChatCompletionResponse> answers = Answers.whole(message, ChatCompletionResponse.class);
            record.firstEvent();
            answers.forEach(answer -> record.spend(Usage.of(answer.metrics())));
            ChatCompletion answer = ChatResponseEncoder.encode(head, call, answers, record.answerLosses());
            NotCarried.tellOfAnswer(record);
            AnswerHeaders.write(message, record, 200, "application/json");
            message.setBody(answer);
        }
    }
}
