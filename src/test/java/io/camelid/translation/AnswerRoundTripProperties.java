package io.camelid.translation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.camelid.dialect.llamastack.ResponseEncoder;
import io.camelid.llama.ChatCompletionResponse;
import io.camelid.llama.CompletionResponse;
import io.camelid.llama.TokenLogProbs;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whole answers: what both sides can say survives the way there and back. */
class AnswerRoundTripProperties {

    @Property
    void aTurnComesBackFromOpenAisWire(@ForAll("chats") ChatCompletionResponse answer) {
        assertThat(Wires.chatFrom(Wires.OPEN_AI, Wires.openAi(answer))).isEqualTo(answer);
    }

    @Property
    void aTurnComesBackFromLlamaStacksWire(@ForAll("chats") ChatCompletionResponse answer) {
        assertThat(Wires.throughLlamaStack(answer))
                .isEqualTo(new ChatCompletionResponse(
                        answer.completionMessage(), undrawn(answer.logprobs()), answer.metrics()));
    }

    @Property
    void anOpenAiAnswerIsTheSameAfterLlamaStackCarriedIt(@ForAll("chats") ChatCompletionResponse answer) {
        JsonNode wire = Wires.openAi(answer);

        assertThat(Wires.openAi(Wires.throughLlamaStack(Wires.chatFrom(Wires.OPEN_AI, wire))))
                .isEqualTo(wire);
    }

    @Property
    void aLlamaStackAnswerIsTheSameAfterOpenAiCarriedIt(@ForAll("chats") ChatCompletionResponse answer) {
        JsonNode wire = ResponseEncoder.encode(answer);

        assertThat(ResponseEncoder.encode(
                        Wires.chatFrom(Wires.OPEN_AI, Wires.openAi(Wires.chatFrom(Wires.LLAMA_STACK, wire)))))
                .isEqualTo(wire);
    }

    @Property
    void aContinuationComesBackFromOpenAisWire(@ForAll("completions") CompletionResponse answer) {
        assertThat(Wires.completionFrom(Wires.OPEN_AI, Wires.openAi(answer))).isEqualTo(answer);
    }

    @Property
    void aContinuationComesBackFromLlamaStacksWire(@ForAll("completions") CompletionResponse answer) {
        assertThat(Wires.throughLlamaStack(answer))
                .isEqualTo(new CompletionResponse(
                        answer.content(), answer.stopReason(), undrawn(answer.logprobs()), answer.metrics()));
    }

    @Property
    void anOpenAiCompletionIsTheSameAfterLlamaStackCarriedIt(@ForAll("completions") CompletionResponse answer) {
        JsonNode wire = Wires.openAi(answer);

        assertThat(Wires.openAi(Wires.throughLlamaStack(Wires.completionFrom(Wires.OPEN_AI, wire))))
                .isEqualTo(wire);
    }

    @Property
    void aLlamaStackCompletionIsTheSameAfterOpenAiCarriedIt(@ForAll("completions") CompletionResponse answer) {
        JsonNode wire = ResponseEncoder.encode(answer);

        assertThat(ResponseEncoder.encode(Wires.completionFrom(
                        Wires.OPEN_AI, Wires.openAi(Wires.completionFrom(Wires.LLAMA_STACK, wire)))))
                .isEqualTo(wire);
    }

    @Provide
    Arbitrary<ChatCompletionResponse> chats() {
        return SayableAnswers.chats();
    }

    @Provide
    Arbitrary<CompletionResponse> completions() {
        return SayableAnswers.completions();
    }

    /** Llama Stack does not say which token was drawn. */
    private static List<TokenLogProbs> undrawn(List<TokenLogProbs> places) {
        return places.stream()
                .map(it -> new TokenLogProbs(it.logprobsByToken(), null))
                .toList();
    }
}
