package io.camelid.dialect.openai;

import static io.camelid.dialect.openai.OpenAi.HEAD;
import static io.camelid.dialect.openai.OpenAi.completion;
import static io.camelid.dialect.openai.OpenAi.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import io.camelid.error.ProviderException;
import io.camelid.error.RequestException;
import io.camelid.llama.CompletionResponse;
import io.camelid.llama.CompletionResponseStreamChunk;
import io.camelid.llama.InterleavedContent;
import io.camelid.llama.LogProbConfig;
import io.camelid.llama.StopReason;
import io.camelid.llama.TokenLogProbs;
import io.camelid.llama.Usage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CompletionTest {

    @Test
    void eachPromptIsARequestOfItsOwn() {
        CompletionCall call = completion("'prompt':['A','B'],'n':2,'max_tokens':5,'logprobs':2,'stream':true")
                .value();

        assertThat(call.requests())
                .extracting(it -> it.content())
                .containsExactly(InterleavedContent.of("A"), InterleavedContent.of("B"));
        assertThat(call.choices()).isEqualTo(4);
        assertThat(List.of(call.prompt(0), call.prompt(1), call.prompt(2), call.prompt(3)))
                .containsExactly(0, 0, 1, 1);
        assertThat(call.request(2).logprobs()).isEqualTo(new LogProbConfig(2));
        assertThat(call.request(2).samplingParams().maxTokens()).isEqualTo(5);
        assertThat(call.stream()).isTrue();
    }

    @Test
    void whatHasNoPlaceIsListedByPath() {
        assertThat(completion("'prompt':'a','suffix':'z','best_of':3,'guided_choice':['x'],'prompt_logprobs':1")
                        .notCarried())
                .containsExactly("suffix", "best_of", "guided_choice", "prompt_logprobs");
        assertThat(completion("'prompt':'a','suffix':'','best_of':2,'n':2,'echo':false,'logit_bias':null")
                        .notCarried())
                .isEmpty();
    }

    @ParameterizedTest(name = "{0} blames {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "'n':1 | prompt",
                "'prompt':[] | prompt",
                "'prompt':7 | prompt",
                "'prompt':[1,2] | prompt",
                "'prompt':[[1,2]] | prompt",
                "'prompt':['a',2] | prompt[1]",
                "'prompt':'a','max_tokens':0 | max_tokens",
                "'prompt':'a','logprobs':true | logprobs",
                "'prompt':'a','echo':true,'logprobs':0 | logprobs",
            })
    void aRequestThatCannotBeServedBlamesItsField(String fields, String param) {
        assertThatExceptionOfType(RequestException.class)
                .isThrownBy(() -> completion(fields))
                .satisfies(e -> assertThat(e.status()).isEqualTo(400))
                .satisfies(e -> assertThat(e.param()).isEqualTo(param));
    }

    @Test
    void choicesStandInTheOrderOfThePrompts() {
        JsonNode answer = encode(
                "'prompt':['A','B'],'n':2,'echo':true",
                answer("1", StopReason.END_OF_TURN),
                answer("2", StopReason.OUT_OF_TOKENS),
                answer("3", StopReason.END_OF_MESSAGE),
                answer("4", StopReason.CONTENT_FILTERED));

        assertThat(answer.get("choices"))
                .extracting(it -> it.get("text").textValue())
                .containsExactly("A1", "A2", "B3", "B4");
        assertThat(answer.get("choices"))
                .extracting(it -> it.get("finish_reason").textValue())
                .containsExactly("stop", "length", "stop", "content_filter");
        assertThat(answer.get("usage")).isEqualTo(json("{'prompt_tokens':6,'completion_tokens':4,'total_tokens':10}"));
    }

    @Test
    void logprobsSayWhereEachTokenBegins() {
        Map<String, Double> place = new LinkedHashMap<>();
        place.put("🐪", -2.0);
        place.put("a", -0.5);
        CompletionResponse answer = new CompletionResponse(
                "🐪b",
                StopReason.END_OF_TURN,
                List.of(new TokenLogProbs(place, "🐪"), TokenLogProbs.of("b", -0.25)),
                List.of());

        assertThat(encode("'prompt':'x','logprobs':1", answer).at("/choices/0/logprobs"))
                .isEqualTo(json("{'tokens':['🐪','b'],'token_logprobs':[-2.0,-0.25],"
                        + "'top_logprobs':[{'a':-0.5,'🐪':-2.0},{'b':-0.25}],'text_offset':[0,1]}"));
        assertThat(encode("'prompt':'x','logprobs':0", answer)
                        .at("/choices/0/logprobs")
                        .has("top_logprobs"))
                .isFalse();
        assertThat(encode("'prompt':'x'", answer).at("/choices/0/logprobs").isNull())
                .isTrue();
    }

    @Test
    void aStreamTellsTextThenReasonThenUsage() {
        List<JsonNode> events = stream(
                "'prompt':'P','echo':true,'stream':true,'stream_options':{'include_usage':true}",
                CompletionResponseStreamChunk.text("a", List.of()),
                new CompletionResponseStreamChunk("b", StopReason.END_OF_TURN, List.of(), List.of()),
                CompletionResponseStreamChunk.end(StopReason.OUT_OF_TOKENS, new Usage(1, 2).metrics()));

        assertThat(events)
                .extracting(it -> it.at("/choices/0/text").asText("-"))
                .containsExactly("P", "a", "b", "", "-");
        assertThat(events.get(2).at("/choices/0/finish_reason").isNull()).isTrue();
        assertThat(events.get(3).at("/choices/0/finish_reason").textValue()).isEqualTo("length");
        assertThat(events.get(3).get("usage").isNull()).isTrue();
        assertThat(events.get(4).at("/usage/total_tokens").intValue()).isEqualTo(3);
    }

    @Test
    void aStreamCountsWhereTokensBeginOverAllItsChunks() {
        List<JsonNode> events = stream(
                "'prompt':'P','logprobs':0",
                CompletionResponseStreamChunk.text("ab", List.of(TokenLogProbs.of("ab", -1))),
                CompletionResponseStreamChunk.text("c", List.of(TokenLogProbs.of("c", -1))),
                CompletionResponseStreamChunk.end(StopReason.END_OF_TURN, List.of()));

        assertThat(events.get(0).at("/choices/0/logprobs/text_offset")).isEqualTo(json("[0]"));
        assertThat(events.get(1).at("/choices/0/logprobs/text_offset")).isEqualTo(json("[2]"));
    }

    @Test
    void theReasonBesideTheLastTextIsToldAtTheEnd() {
        List<JsonNode> events = stream(
                "'prompt':'P'", new CompletionResponseStreamChunk("a", StopReason.END_OF_TURN, List.of(), List.of()));

        assertThat(events.get(1).at("/choices/0/finish_reason").textValue()).isEqualTo("stop");
    }

    @Test
    void anAnswerThatBreaksOffGetsNoFinishReason() {
        assertThatExceptionOfType(ProviderException.class)
                .isThrownBy(() -> stream("'prompt':'P'", CompletionResponseStreamChunk.text("a", List.of())));
    }

    private static JsonNode encode(String fields, CompletionResponse... answers) {
        TextCompletion completion =
                CompletionResponseEncoder.encode(HEAD, completion(fields).value(), List.of(answers));
        return OpenAiSchema.COMPLETION.valid(completion);
    }

    private static List<JsonNode> stream(String fields, CompletionResponseStreamChunk... chunks) {
        CompletionStreamEncoder encoder =
                new CompletionStreamEncoder(HEAD, completion(fields).value());
        List<TextCompletion> events = new ArrayList<>();
        for (CompletionResponseStreamChunk chunk : chunks) {
            events.addAll(encoder.encode(0, chunk));
        }
        events.addAll(encoder.end());
        return events.stream().map(OpenAiSchema.COMPLETION_CHUNK::valid).toList();
    }

    private static CompletionResponse answer(String text, StopReason reason) {
        return new CompletionResponse(text, reason, List.of(), new Usage(3, 1).metrics());
    }
}
