package io.camelid.llama;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CanonicalModelTest {

    @Test
    void argumentsKeepNullsOrderAndAnyDepth() {
        Map<String, @Nullable Object> inner = new LinkedHashMap<>();
        inner.put("z", null);
        inner.put("a", Arrays.asList(1, List.of(2, 3), null));

        ToolArguments.Named arguments = new ToolArguments.Named(Map.of("deep", inner));

        assertThat(arguments.values()).isEqualTo(Map.of("deep", inner));
        assertThat(arguments.values()).hasToString("{deep={z=null, a=[1, [2, 3], null]}}");
    }

    @Test
    void argumentsAreNotChangedByWhoeverMadeThem() {
        List<Object> list = new ArrayList<>(List.of("kept"));
        ToolArguments.Named arguments = new ToolArguments.Named(Map.of("list", list));

        list.add("late");

        assertThat(arguments.values()).isEqualTo(Map.of("list", List.of("kept")));
        assertThatThrownBy(() -> arguments.values().put("more", 1)).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void argumentsThatAreNoPlainValuesAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ToolArguments.Named(Map.of("when", new StringBuilder())));
    }

    @Test
    void aUsersOwnFunctionIsNotTheBuiltinOfTheSameSpelling() {
        ToolName own = ToolName.function("brave_search");

        assertThat(own).isNotEqualTo(ToolName.spelled("brave_search"));
        assertThat(ToolName.spelled("brave_search")).isEqualTo(new ToolName.Builtin(BuiltinTool.BRAVE_SEARCH));
        assertThat(own.value()).isEqualTo(ToolName.spelled("brave_search").value());
    }

    @Test
    void aTextAndImagesReadAsOneText() {
        InterleavedContent content = new InterleavedContent.Items(List.of(
                new ContentItem.Text("look:"),
                new ContentItem.Image(new ImageSource.Url("https://example.org/a.png"))));

        assertThat(content.asText()).isEqualTo("look: <image>");
        assertThat(content.asText("")).isEqualTo("look:<image>");
        assertThat(content.hasMedia()).isTrue();
        assertThat(InterleavedContent.of("look").hasMedia()).isFalse();
    }

    @Test
    void samplingThatCannotBeIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new SamplingStrategy.TopP(0.0, null));
        assertThatIllegalArgumentException().isThrownBy(() -> new SamplingStrategy.TopP(Double.NaN, null));
        assertThatIllegalArgumentException().isThrownBy(() -> new SamplingStrategy.TopK(0));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SamplingParams(new SamplingStrategy.Greedy(), -1, 1.0, List.of()));
    }

    @Test
    void usageTravelsAsMetrics() {
        Usage usage = new Usage(3, 4, 7, 2L, null);

        assertThat(usage.metrics())
                .extracting(Metric::metric)
                .containsExactly("prompt_tokens", "completion_tokens", "total_tokens", "cached_tokens");
        assertThat(Usage.of(usage.metrics())).isEqualTo(usage);
    }

    @Test
    void usageIsUnknownWhereNoMetricSpeaksOfTokens() {
        assertThat(Usage.of(List.of(new Metric("latency", 1.5, "ms")))).isNull();
        assertThat(Usage.of(List.of(new Metric("prompt_tokens", 3, null), new Metric("completion_tokens", 4, null))))
                .isEqualTo(new Usage(3, 4));
    }

    @Test
    void usageOfSeveralAnswersAddsUp() {
        assertThat(new Usage(1, 2).plus(new Usage(10, 20, 30, 5L, null))).isEqualTo(new Usage(11, 22, 33, 5L, null));
    }
}
