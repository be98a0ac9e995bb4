package io.camelid.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.openai.models.chat.completions.ChatCompletionTokenLogprob;
import com.openai.models.completions.Completion;
import com.openai.models.completions.CompletionUsage;
import io.camelid.contract.Reply.Call;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/** Cases about what the client reads. */
final class Answers {

    static final String TOOLS = """
            "tools":[{"type":"function","function":{"name":"get_weather","description":"Tells it.","parameters":
            {"type":"object","properties":{"city":{"type":"string"}},"required":["city"]}}},
            {"type":"function","function":{"name":"get_time","parameters":{"type":"object","properties":{}}}}]""";

    private Answers() {}

    static void text(Subject it, Client client) {
        reads(it, client, Reply.TEXT, "", false);
        assertThat(asked(it).text()).isEqualTo("Hi");
        assertThat(asked(it).stream()).isFalse();
    }

    static void stream(Subject it, Client client) {
        it.stub().says(Reply.TEXT);

        String wire = client.bytes(Client.chat(it.model(), "")).body();

        assertThat(wire).endsWith("data: [DONE]\n\n").containsOnlyOnce("[DONE]").doesNotContain("\r", "\n:");
        reads(it, client, Reply.TEXT, "", true);
        assertThat(asked(it).stream()).isTrue();
    }

    static void tools(Subject it, Client client) {
        calls(it, client, Reply.CALL);
        assertThat(asked(it).tools()).containsExactly("get_weather", "get_time");
    }

    static void parallelCalls(Subject it, Client client) {
        calls(it, client, Reply.CALLS);
    }

    private static void calls(Subject it, Client client, Reply reply) {
        reads(it, client, reply, TOOLS, false);
        reads(it, client, reply, TOOLS, true);
    }

    static void refusal(Subject it, Client client) {
        for (boolean stream : List.of(false, true)) {
            it.stub().says(Reply.REFUSED);

            View seen = client.ask(Client.chat(it.model(), ""), stream);

            assertThat(seen.refusal().equals(Reply.REFUSED.whole())
                            || seen.finish().equals("content_filter"))
                    .as(seen.toString())
                    .isTrue();
        }
    }

    static void thoughts(Subject it, Client client) {
        reads(it, client, Reply.THOUGHTS, "", false);
        reads(it, client, Reply.THOUGHTS, "", true);
    }

    static void logprobs(Subject it, Client client) {
        String chat = Client.chat(it.model(), "\"logprobs\":true");
        boolean gone = it.cannot(Feature.LOGPROBS).equals("not carried");
        it.stub().says(Reply.TEXT);

        assertThat(client.notCarried(chat)).isEqualTo(gone ? List.of("logprobs") : List.of());
        for (boolean stream : List.of(false, true)) {
            List<ChatCompletionTokenLogprob> seen = client.logprobs(chat, stream);

            assertThat(seen)
                    .extracting(ChatCompletionTokenLogprob::token)
                    .isEqualTo(gone ? List.of() : Reply.TEXT.text());
            assertThat(seen).allSatisfy(token -> assertThat(token.logprob()).isEqualTo(Reply.LOGPROB));
        }
    }

    static void usage(Subject it, Client client) {
        it.stub().says(Reply.TEXT);
        View whole = client.ask(Client.chat(it.model(), ""), false);
        View streamed = client.ask(Client.chat(it.model(), "\"stream_options\":{\"include_usage\":true}"), true);

        for (View seen : List.of(whole, streamed)) {
            assertThat(seen.text()).isEqualTo(Reply.TEXT.whole());
            assertThat(seen.prompt()).isEqualTo(Reply.PROMPT_TOKENS);
            assertThat(seen.completion()).isEqualTo(Reply.COMPLETION_TOKENS);
        }
    }

    static void completions(Subject it, Client client) {
        it.stub().says(Reply.TEXT);

        assertThat(client.completion(it.model())).isEqualTo(Reply.TEXT.whole());
        assertThat(asked(it).text()).isEqualTo("Once upon");
        List<Completion> chunks = client.completions(it.model());
        assertThat(chunks.stream()
                        .flatMap(chunk -> chunk.choices().stream())
                        .map(choice -> choice.text())
                        .collect(Collectors.joining()))
                .isEqualTo(Reply.TEXT.whole());
        assertThat(chunks.stream().flatMap(chunk -> chunk.usage().stream()).map(CompletionUsage::promptTokens))
                .isSubsetOf((long) Reply.PROMPT_TOKENS);
    }

    static void embeddings(Subject it, Client client) {
        it.stub().says(Reply.TEXT);

        assertThat(client.embedding(it.model())).containsExactly(0.5f, -1.25f);
    }

    /** Asks, and reads just what the provider said. */
    static void reads(Subject it, Client client, Reply reply, String members, boolean stream) {
        it.stub().says(reply);

        View seen = client.ask(Client.chat(it.model(), members), stream);

        assertThat(seen.text()).isEqualTo(reply.whole());
        assertThat(seen.thoughts()).isEqualTo(reply.thoughts());
        assertThat(seen.refusal()).isEmpty();
        assertThat(seen.finish()).isEqualTo(word(reply.end()));
        assertThat(seen.calls()).extracting(Call::name).isEqualTo(names(reply));
        assertThat(seen.calls())
                .extracting(call -> Data.json(call.arguments()))
                .isEqualTo(reply.calls().stream()
                        .map(call -> Data.json(call.arguments()))
                        .toList());
        assertThat(seen.calls()).extracting(Call::id).doesNotContain("").doesNotHaveDuplicates();
    }

    private static List<String> names(Reply reply) {
        return reply.calls().stream().map(Call::name).toList();
    }

    private static String word(Reply.End end) {
        return switch (end) {
            case STOP -> "stop";
            case CALLS -> "tool_calls";
            case LENGTH -> "length";
            case REFUSED -> "content_filter";
        };
    }

    static Asked asked(Subject it) {
        return Objects.requireNonNull(it.stub().asked(), "the provider refused it all");
    }
}
