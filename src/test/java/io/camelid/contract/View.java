package io.camelid.contract;

import com.openai.core.JsonValue;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionChunk.Choice.Delta;
import com.openai.models.chat.completions.ChatCompletionMessage;
import com.openai.models.completions.CompletionUsage;
import io.camelid.contract.Reply.Call;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What a program reads of an answer with OpenAI's own client, whole or streamed. */
record View(
        String thoughts, String text, String refusal, List<Call> calls, String finish, long prompt, long completion) {

    static View of(ChatCompletion answer) {
        ChatCompletion.Choice choice = answer.choices().getFirst();
        ChatCompletionMessage message = choice.message();
        List<Call> calls = message.toolCalls().orElse(List.of()).stream()
                .map(it -> it.asFunction())
                .map(it -> new Call(it.id(), it.function().name(), it.function().arguments()))
                .toList();
        return new View(
                thoughts(message._additionalProperties()),
                message.content().orElse(""),
                message.refusal().orElse(""),
                calls,
                choice.finishReason().asString(),
                answer.usage().map(CompletionUsage::promptTokens).orElse(-1L),
                answer.usage().map(CompletionUsage::completionTokens).orElse(-1L));
    }

    static View of(List<ChatCompletionChunk> chunks) {
        StringBuilder thoughts = new StringBuilder();
        StringBuilder text = new StringBuilder();
        StringBuilder refusal = new StringBuilder();
        Map<Long, Call> calls = new TreeMap<>();
        String finish = "";
        for (ChatCompletionChunk.Choice choice : choices(chunks).toList()) {
            Delta delta = choice.delta();
            thoughts.append(thoughts(delta._additionalProperties()));
            delta.content().ifPresent(text::append);
            delta.refusal().ifPresent(refusal::append);
            delta.toolCalls().orElse(List.of()).forEach(it -> calls.merge(it.index(), fragment(it), View::joined));
            finish = choice.finishReason().map(it -> it.asString()).orElse(finish);
        }
        List<CompletionUsage> usage =
                chunks.stream().flatMap(it -> it.usage().stream()).toList();
        return new View(
                thoughts.toString(),
                text.toString(),
                refusal.toString(),
                new ArrayList<>(calls.values()),
                finish,
                usage.isEmpty() ? -1 : usage.getLast().promptTokens(),
                usage.isEmpty() ? -1 : usage.getLast().completionTokens());
    }

    static Stream<ChatCompletionChunk.Choice> choices(List<ChatCompletionChunk> chunks) {
        return chunks.stream().flatMap(it -> it.choices().stream());
    }

    private static Call fragment(Delta.ToolCall call) {
        return new Call(
                call.id().orElse(""),
                call.function().flatMap(it -> it.name()).orElse(""),
                call.function().flatMap(it -> it.arguments()).orElse(""));
    }

    /** The id and the name are told once; only arguments come in pieces. */
    private static Call joined(Call begun, Call more) {
        return new Call(begun.id(), begun.name(), begun.arguments() + more.arguments());
    }

    private static String thoughts(Map<String, JsonValue> members) {
        for (String name : List.of("reasoning_content", "reasoning")) {
            JsonValue told = members.get(name);
            if (told != null && told.asString().isPresent()) {
                return told.asString().get().toString();
            }
        }
        return "";
    }
}
