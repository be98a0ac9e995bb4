package io.camelid.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.List;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every decoder under a fuzzer that watches which branches its bytes reach; how to run it for long is in
 * {@code docs/CONTRIBUTING.md}. {@code mvn verify} does without: {@link DecoderProperties} has the same decoders.
 */
class DecoderFuzz {

    @MethodSource("openAiChatRequestSeeds")
    @FuzzTest(maxDuration = "10m")
    void openAiChatRequest(byte[] bytes) {
        Decoders.openAiChatRequest(bytes);
    }

    static List<byte[]> openAiChatRequestSeeds() {
        return Target.named("openAiChatRequest").seeds();
    }

    @MethodSource("openAiCompletionRequestSeeds")
    @FuzzTest(maxDuration = "10m")
    void openAiCompletionRequest(byte[] bytes) {
        Decoders.openAiCompletionRequest(bytes);
    }

    static List<byte[]> openAiCompletionRequestSeeds() {
        return Target.named("openAiCompletionRequest").seeds();
    }

    @MethodSource("openAiEmbeddingsRequestSeeds")
    @FuzzTest(maxDuration = "10m")
    void openAiEmbeddingsRequest(byte[] bytes) {
        Decoders.openAiEmbeddingsRequest(bytes);
    }

    static List<byte[]> openAiEmbeddingsRequestSeeds() {
        return Target.named("openAiEmbeddingsRequest").seeds();
    }

    @MethodSource("llamaStackChatRequestSeeds")
    @FuzzTest(maxDuration = "10m")
    void llamaStackChatRequest(byte[] bytes) {
        Decoders.llamaStackChatRequest(bytes);
    }

    static List<byte[]> llamaStackChatRequestSeeds() {
        return Target.named("llamaStackChatRequest").seeds();
    }

    @MethodSource("llamaStackCompletionRequestSeeds")
    @FuzzTest(maxDuration = "10m")
    void llamaStackCompletionRequest(byte[] bytes) {
        Decoders.llamaStackCompletionRequest(bytes);
    }

    static List<byte[]> llamaStackCompletionRequestSeeds() {
        return Target.named("llamaStackCompletionRequest").seeds();
    }

    @MethodSource("llamaStackEmbeddingsRequestSeeds")
    @FuzzTest(maxDuration = "10m")
    void llamaStackEmbeddingsRequest(byte[] bytes) {
        Decoders.llamaStackEmbeddingsRequest(bytes);
    }

    static List<byte[]> llamaStackEmbeddingsRequestSeeds() {
        return Target.named("llamaStackEmbeddingsRequest").seeds();
    }

    @MethodSource("envelopeSeeds")
    @FuzzTest(maxDuration = "10m")
    void envelope(byte[] bytes) {
        Decoders.envelope(bytes);
    }

    static List<byte[]> envelopeSeeds() {
        return Target.named("envelope").seeds();
    }

    @MethodSource("providerDataSeeds")
    @FuzzTest(maxDuration = "10m")
    void providerData(byte[] bytes) {
        Decoders.providerData(bytes);
    }

    static List<byte[]> providerDataSeeds() {
        return Target.named("providerData").seeds();
    }

    @MethodSource("providersFileSeeds")
    @FuzzTest(maxDuration = "10m")
    void providersFile(byte[] bytes) {
        Decoders.providersFile(bytes);
    }

    static List<byte[]> providersFileSeeds() {
        return Target.named("providersFile").seeds();
    }

    @MethodSource("chatAnswerSeeds")
    @FuzzTest(maxDuration = "10m")
    void chatAnswer(byte[] bytes) {
        Decoders.chatAnswer(bytes);
    }

    static List<byte[]> chatAnswerSeeds() {
        return Target.named("chatAnswer").seeds();
    }

    @MethodSource("completionAnswerSeeds")
    @FuzzTest(maxDuration = "10m")
    void completionAnswer(byte[] bytes) {
        Decoders.completionAnswer(bytes);
    }

    static List<byte[]> completionAnswerSeeds() {
        return Target.named("completionAnswer").seeds();
    }

    @MethodSource("embeddingsAnswerSeeds")
    @FuzzTest(maxDuration = "10m")
    void embeddingsAnswer(byte[] bytes) {
        Decoders.embeddingsAnswer(bytes);
    }

    static List<byte[]> embeddingsAnswerSeeds() {
        return Target.named("embeddingsAnswer").seeds();
    }

    @MethodSource("chatStreamSeeds")
    @FuzzTest(maxDuration = "10m")
    void chatStream(byte[] bytes) {
        Decoders.chatStream(bytes);
    }

    static List<byte[]> chatStreamSeeds() {
        return Target.named("chatStream").seeds();
    }

    @MethodSource("completionStreamSeeds")
    @FuzzTest(maxDuration = "10m")
    void completionStream(byte[] bytes) {
        Decoders.completionStream(bytes);
    }

    static List<byte[]> completionStreamSeeds() {
        return Target.named("completionStream").seeds();
    }

    @MethodSource("errorSeeds")
    @FuzzTest(maxDuration = "10m")
    void error(byte[] bytes) {
        Decoders.error(bytes);
    }

    static List<byte[]> errorSeeds() {
        return Target.named("error").seeds();
    }

    @MethodSource("proxiedAnswerSeeds")
    @FuzzTest(maxDuration = "10m")
    void proxiedAnswer(byte[] bytes) {
        Decoders.proxiedAnswer(bytes);
    }

    static List<byte[]> proxiedAnswerSeeds() {
        return Target.named("proxiedAnswer").seeds();
    }

    @MethodSource("proxiedStreamSeeds")
    @FuzzTest(maxDuration = "10m")
    void proxiedStream(byte[] bytes) {
        Decoders.proxiedStream(bytes);
    }

    static List<byte[]> proxiedStreamSeeds() {
        return Target.named("proxiedStream").seeds();
    }

    @MethodSource("eventsSeeds")
    @FuzzTest(maxDuration = "10m")
    void events(byte[] bytes) {
        Decoders.events(bytes);
    }

    static List<byte[]> eventsSeeds() {
        return Target.named("events").seeds();
    }

    @MethodSource("writtenCallsSeeds")
    @FuzzTest(maxDuration = "10m")
    void writtenCalls(byte[] bytes) {
        Decoders.writtenCalls(bytes);
    }

    static List<byte[]> writtenCallsSeeds() {
        return Target.named("writtenCalls").seeds();
    }
}
