package io.camelid.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What of an answer is lost, and how it is told. */
class AnswerLossesTest {

    private final AnswerLosses losses = new AnswerLosses();

    private static ObjectNode json(String text) {
        try {
            return (ObjectNode) Json.MAPPER.readTree(text.replace('\'', '"'));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<String> unread(String answer, String trivia) {
        Fields in = Fields.ofAnswer(json(answer));
        losses.unread(in, Trivia.of(trivia));
        return losses.paths();
    }

    @Test
    void whatNobodyAskedForIsTold() {
        Fields in = Fields.ofAnswer(json("{'a':1,'b':2,'c':{'d':1,'e':2}}"));
        in.integer("a");
        in.requiredObject("c").integer("d");

        losses.unread(in, Trivia.NONE);

        assertThat(losses.paths()).containsExactly("response.b", "response.c.e");
    }

    @Test
    void whatSaysNothingIsNoLoss() {
        assertThat(unread(
                        "{'a':null,'b':[],'c':{},'d':'','e':0,'f':0.0,'g':false,'h':[{'i':null},[]],'j':{'k':{}}}", ""))
                .isEmpty();
    }

    @Test
    void oneWordAmongNothingsIsALoss() {
        assertThat(unread("{'a':[{'b':0},{'b':1}],'c':{'d':{'e':'x'}}}", ""))
                .containsExactly("response.a", "response.c");
    }

    @Test
    void aFormatsTriviaAreNoLossWhereTheyStand() {
        String trivia = """
                id          # a reason
                list[].id
                tier = standard
                """;

        assertThat(unread("{'id':'1','list':[{'id':'2'}],'tier':'standard'}", trivia))
                .isEmpty();
        assertThat(unread("{'a':{'id':'1'},'tier':'priority'}", trivia)).containsExactly("response.a", "response.tier");
    }

    @Test
    void anElementThatNobodyLookedAtIsToldOfAsOne() {
        Fields in = Fields.ofAnswer(json("{'choices':[{'text':'a'},{'text':'b','index':1}]}"));
        in.objects("choices").getFirst().text("text");

        losses.unread(in, Trivia.NONE);

        assertThat(losses.paths()).containsExactly("response.choices[1]");
    }

    @Test
    void inEventsOneElementStandsForAllButTheChoiceKeepsItsPlace() {
        String event = "{'choices':[{'delta':{'calls':[{'a':1},{'b':1}]}},{'delta':{'x':1}}]}";
        for (int i = 0; i < 2; i++) {
            Fields in = Fields.ofEvent(json(event));
            in.objects("choices").forEach(choice -> {
                Fields delta = choice.requiredObject("delta");
                delta.objects("calls").forEach(call -> call.text("name"));
            });
            losses.unread(in, Trivia.NONE);
        }

        assertThat(losses.paths())
                .containsExactly(
                        "response.choices[0].delta.calls[].a",
                        "response.choices[0].delta.calls[].b",
                        "response.choices[1].delta.x");
    }

    @Test
    void ofALongListOneElementStandsForAll() {
        ObjectNode answer = json("{'list':[]}");
        ArrayNode list = (ArrayNode) answer.get("list");
        IntStream.range(0, 100).forEach(i -> list.addObject().put("read", 1).put("lost", 1));
        Fields in = Fields.ofAnswer(answer);
        in.objects("list").forEach(it -> it.integer("read"));

        losses.unread(in, Trivia.NONE);

        assertThat(losses.paths()).containsExactly("response.list[].lost");
    }

    @Test
    void whatIsKeptIsBounded() {
        ObjectNode answer = json("{}");
        IntStream.range(0, 1000).forEach(i -> answer.put("field" + i, 1));

        losses.unread(Fields.ofAnswer(answer), Trivia.NONE);

        assertThat(losses.paths()).hasSize(65).endsWith("response.+more");
    }

    @Test
    void aPartIsLostOnlyWhereTheClientsFormatHasNoPlaceForIt() {
        Fields in = Fields.ofAnswer(json("{'content':[{'thinking':'a'},{'thinking':'b'}]}"));
        in.objects("content").forEach(it -> losses.place(AnswerPart.REASONING, it, "thinking"));

        assertThat(losses.paths()).isEmpty();

        losses.lost(AnswerPart.REASONING);

        assertThat(losses.paths()).containsExactly("response.content[0].thinking", "response.content[1].thinking");
    }

    @Test
    void aPartThatNeverHadAnotherFormIsToldInTheCanonicalOne() {
        losses.lost(AnswerPart.METRIC);

        assertThat(losses.paths()).containsExactly("response.metrics");
    }
}
