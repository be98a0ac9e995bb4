package io.camelid.camel;

import io.camelid.dialect.openai.AnswerHead;
import io.camelid.dialect.openai.CompletionCall;
import io.camelid.dialect.openai.CompletionResponseEncoder;
import io.camelid.dialect.openai.CompletionStreamEncoder;
import io.camelid.dialect.openai.TextCompletion;
import io.camelid.edge.EventStreams;
import io.camelid.llama.CompletionResponse;
import io.camelid.llama.CompletionResponseStreamChunk;
import io.camelid.llama.Usage;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;

/** Turns canonical answers, one a choice, into an OpenAI completion: a wire record, or a stream. */
public final class CompletionAnswerStep implements Processor {

    @Override
    public void process(Exchange exchange) {
        Message message = exchange.getMessage();
        RequestRecord record = RequestRecord.of(exchange);
        CompletionCall call = exchange.getProperty(CompletionRequestStep.CALL, CompletionCall.class);
        AnswerHead head = AnswerHead.completion(record.chosenTarget().requestedModel());
        if (call.stream()) {
            CompletionStreamEncoder encoder = new CompletionStreamEncoder(head, call, record.answerLosses());
            NotCarried.beginOfAnswer(record);
            AnswerHeaders.write(message, record, 200, EventStreams.MEDIA_TYPE);
            message.setBody(new TranslatedStream<>(
                    Answers.streams(message), encoder, CompletionResponseStreamChunk::metrics, Door.OPENAI, record));
        } else {
            List<CompletionResponse> answers = Answers.whole(message, CompletionResponse.class);
            record.firstEvent();
            answers.forEach(answer -> record.spend(Usage.of(answer.metrics())));
            TextCompletion answer = CompletionResponseEncoder.encode(head, call, answers, record.answerLosses());
            NotCarried.tellOfAnswer(record);
            AnswerHeaders.write(message, record, 200, "application/json");
            message.setBody(answer);
        }
    }
}
