package io.camelid.camel;

import io.camelid.dialect.openai.Embeddings;
import io.camelid.dialect.openai.EmbeddingsCall;
import io.camelid.dialect.openai.EmbeddingsEncoder;
import io.camelid.error.ErrorKind;
import io.camelid.error.ProviderException;
import io.camelid.llama.EmbeddingsResponse;
import io.camelid.llama.Usage;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;

/** Turns canonical embeddings into OpenAI's. */
public final class EmbeddingsAnswerStep implements Processor {

    @Override
    public void process(Exchange exchange) {
        Message message = exchange.getMessage();
        RequestRecord record = RequestRecord.of(exchange);
        EmbeddingsCall call = exchange.getProperty(EmbeddingsRequestStep.CALL, EmbeddingsCall.class);
        EmbeddingsResponse told = message.getBody(EmbeddingsResponse.class);
        refuseOtherCount(told.embeddings().size(), call.request().contents().size());
        record.firstEvent();
        record.spend(Usage.of(told.metrics()));
        Embeddings answer =
                EmbeddingsEncoder.encode(record.chosenTarget().requestedModel(), call, told, record.answerLosses());
        NotCarried.tellOfAnswer(record);
        AnswerHeaders.write(message, record, 200, "application/json");
        message.setBody(answer);
    }

    /** Which is whose is told by nothing but their order. */
    private static void refuseOtherCount(int got, int asked) {
        if (got != asked) {
            throw ProviderException.of(
                    ErrorKind.PROVIDER_BAD_RESPONSE,
                    "The provider's answer has embeddings for %d inputs; %d were asked for.".formatted(got, asked));
        }
    }
}
