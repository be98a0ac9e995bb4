package io.camelid.dialect.prompt;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Spellings of calls that models get almost right, and texts that are none. */
class CallTextsTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[f(a=1,b=[2,{'c':3}]),g()]",
                " [ f ( a = 1 , b = [ 2 , { 'c' : 3 } ] ) , g ( ) ] ",
                "[f(a=1, b=[2, {'c': 3},],), g(),]",
                "\n[\n  f(\n    a=1,\n    b=[2, {'c': 3}]\n  ),\n  g()\n]\n"
            })
    void blanksAndLastCommasMeanNothing(String text) {
        assertThat(CallTexts.find(text))
                .containsExactly(
                        new WrittenCall("f", Map.of("a", 1, "b", List.of(2, Map.of("c", 3)))),
                        new WrittenCall("g", Map.of()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[f(a=1)] and so on",
                "[f(a=1) g()]",
                "[f(1)]",
                "[f(a 1)]",
                "[f(a=1]",
                "[f(a=1)",
                "[f]",
                "[]",
                "[f(a=b)]",
                "[f(a=01x)]",
                "{\"name\": \"f\"}",
                "{\"name\": 1, \"parameters\": {}}",
                "{\"name\": \"f\", \"parameters\": 1}",
                "{\"name\": \"f\", \"parameters\": {}} {}",
                "<function=f>{\"a\": 1",
                "<function=>{}</function>",
                "f.call(query=1)",
                "f.call(query=\"x\""
            })
    void whatOnlyResemblesACallIsText(String text) {
        assertThat(CallTexts.find(text)).isEmpty();
    }

    @Test
    void aPairInBracketsIsAListAndOneValueIsItself() {
        assertThat(CallTexts.find("[f(a=(1, 2), b=(3), c=(4,), d=())]"))
                .containsExactly(
                        new WrittenCall("f", Map.of("a", List.of(1, 2), "b", 3, "c", List.of(4), "d", List.of())));
    }

    @Test
    void numbersHaveTheSmallestTypeThatHoldsThem() {
        assertThat(CallTexts.find("[f(a=2147483647, b=2147483648, c=-2147483649, d=9223372036854775808)]"))
                .containsExactly(new WrittenCall(
                        "f",
                        Map.of(
                                "a",
                                2147483647,
                                "b",
                                2147483648L,
                                "c",
                                -2147483649L,
                                "d",
                                new BigInteger("9223372036854775808"))));
    }

    @Test
    void nestingHasABound() {
        assertThat(CallTexts.find("[f(a=" + "[".repeat(90) + "]".repeat(90) + ")]"))
                .hasSize(1);
        assertThat(CallTexts.find("[f(a=" + "[".repeat(110) + "]".repeat(110) + ")]"))
                .isEmpty();
    }

    @Test
    void listsSideBySideAreNoNesting() {
        assertThat(CallTexts.find("[f(a=[" + "[],".repeat(200) + "])]")).hasSize(1);
    }

    @Test
    void aJsonCallMayHaveItsArgumentsUnderTheirOldNameOrAlone() {
        assertThat(CallTexts.find("{\"type\": \"function\", \"name\": \"f\", \"arguments\": {\"a\": 1}}"))
                .containsExactly(new WrittenCall("f", Map.of("a", 1)));
        assertThat(CallTexts.find("{\"name\": \"f\", \"parameters\": \"x\"}"))
                .containsExactly(new WrittenCall("f", Map.of("query", "x")));
        assertThat(CallTexts.find("{\"name\": \"f\", \"parameters\": null}"))
                .containsExactly(new WrittenCall("f", Map.of()));
    }
}
