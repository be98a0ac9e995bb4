package io.camelid.dialect.prompt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import io.camelid.llama.ToolArguments;
import io.camelid.llama.ToolCall;
import io.camelid.llama.ToolName;
import io.camelid.llama.ToolPromptFormat;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;

class CallTextsProperties {

    @Property(tries = 500)
    void whatIsWrittenAsPythonIsReadBack(@ForAll("arguments") Map<String, @Nullable Object> arguments) {
        StringBuilder call = new StringBuilder("[f(");
        arguments.forEach((key, value) ->
                call.append(key).append("=").append(PythonWriter.write(value)).append(","));

        assertThat(CallTexts.find(call + ")]")).containsExactly(new WrittenCall("f", arguments));
    }

    @Property(tries = 500)
    void whatIsWrittenAsJsonIsReadBackFromATag(@ForAll("arguments") Map<String, @Nullable Object> arguments) {
        String text = "before <function=f>" + SpacedJson.write(arguments) + "</function> after";

        assertThat(CallTexts.find(text)).containsExactly(new WrittenCall("f", arguments));
    }

    @Property(tries = 500)
    void aCallIsReadBackWhateverItsNamesAre(
            @ForAll("names") String name,
            @ForAll("names") String key,
            @ForAll("arguments") Map<String, Object> more,
            @ForAll ToolPromptFormat format) {
        Map<String, Object> arguments = new LinkedHashMap<>(more);
        arguments.put(key, 1);
        ToolCall call = new ToolCall("c", ToolName.function(name), new ToolArguments.Named(arguments), null);

        assertThat(CallTexts.find(CallEncoder.encode(List.of(call), format)))
                .extracting(WrittenCall::name, WrittenCall::arguments)
                .containsExactly(tuple(name, arguments));
    }

    @Provide
    Arbitrary<String> names() {
        return Arbitraries.strings()
                .withChars("abZ019_-. ,()[]<>{}='\"\\\né")
                .ofMinLength(1)
                .ofMaxLength(6);
    }

    @Property(tries = 1000)
    void noTextIsAnError(@ForAll("brackets") String text) {
        assertThat(CallTexts.find(text)).isNotNull();
    }

    @Example
    void noNestingOverflowsTheStack() {
        assertThat(CallTexts.find("[f(a=" + "[".repeat(100_000))).isEmpty();
        assertThat(CallTexts.find("<function=f>" + "{\"a\":".repeat(100_000))).isEmpty();
        assertThat(CallTexts.find("{\"name\":\"f\",\"parameters\":" + "[".repeat(100_000)))
                .isEmpty();
        assertThat(CallTexts.find("f.call(query=\"" + "\\\"".repeat(100_000))).isEmpty();
    }

    @Example
    void escapesOfBothLanguagesAreDecoded() {
        assertThat(CallTexts.find("[f(a='\\x41\\u00e9\\U0001F42A\\d\\/', b=\"\\ud83d\\ude42\")]"))
                .containsExactly(new WrittenCall("f", Map.of("a", "Aé🐪\\d/", "b", "🙂")));
    }

    @Example
    void numbersKeepTheirSizeAndTheirDigits() {
        assertThat(CallTexts.find("[f(a=9007199254740993, b=-1.50, c=1e3, d=.5)]"))
                .containsExactly(new WrittenCall(
                        "f",
                        Map.of(
                                "a", 9007199254740993L,
                                "b", new BigDecimal("-1.50"),
                                "c", new BigDecimal("1e3"),
                                "d", new BigDecimal(".5"))));
    }

    @Example
    void oneTagThatCannotBeReadMakesAllOfItText() {
        assertThat(CallTexts.find("<function=f>{\"a\": 1}</function><function=g>{oops}</function>"))
                .isEmpty();
    }

    @Example
    void aKeyTwiceIsNoCall() {
        assertThat(CallTexts.find("[f(a=1, a=2)]")).isEmpty();
    }

    @Provide
    Arbitrary<Map<String, @Nullable Object>> arguments() {
        Arbitrary<Object> scalars = Arbitraries.oneOf(
                Arbitraries.strings().ofMaxLength(10).map(it -> (Object) it),
                Arbitraries.integers().map(it -> (Object) it),
                Arbitraries.of(true, false));
        Arbitrary<Object> values = Arbitraries.lazyOf(
                () -> scalars,
                () -> scalars.list().ofMaxSize(3).map(it -> (Object) it),
                () -> arguments().map(it -> (Object) it));
        return Arbitraries.maps(Arbitraries.strings().alpha().ofMinLength(1).ofMaxLength(5), values)
                .ofMaxSize(3)
                .map(LinkedHashMap::new);
    }

    @Provide
    Arbitrary<String> brackets() {
        return Arbitraries.of(List.of(
                        "[",
                        "]",
                        "{",
                        "}",
                        "(",
                        ")",
                        "f",
                        "=",
                        ",",
                        "\"",
                        "'",
                        "\\",
                        "1",
                        "<function=f>",
                        ".call(query=",
                        " "))
                .list()
                .ofMaxSize(30)
                .map(it -> String.join("", it));
    }
}
