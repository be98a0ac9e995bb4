package io.camelid.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.List;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every decoder under a fuzzer that watches which branches its bytes reach; how to run it for long is in
 * {@code docs/CONTRIBUTING.md}. {@code mvn verify} only shows that all documents it begins with are read or refused.
 */
class DecoderFuzz {

    @FuzzTest
    @MethodSource("openAiChatRequestSeeds")
    void openAiChatRequest(byte[] bytes) {
        Decoders.openAiChatRequest(bytes);
    }

    static List<byte[]> openAiChatRequestSeeds() {
        return Target.named("openAiChatRequest").seeds();
    }

    @FuzzTest
    @MethodSource("openAiCompletionRequestSeeds")
    void openAiCompletionRequest(byte[] bytes) {
        Decoders.openAiCompletionRequest(bytes);
    }

    static List<byte[]> openAiCompletionRequestSeeds() {
        return Target.named("openAiCompletionRequest").seeds();
    }

    @FuzzTest
    @MethodSource("openAiEmbeddingsRequestSeeds")
    void openAiEmbeddingsRequest(byte[] bytes) {
        Decoders.openAiEmbeddingsRequest(bytes);
    }

    static List<byte[]> openAiEmbeddingsRequestSeeds() {
        return Target.named("openAiEmbeddingsRequest").seeds();
    }

    @FuzzTest
    @MethodSource("llamaStackChatRequestSeeds")
    void llamaStackChatRequest(byte[] bytes) {
        Decoders.llamaStackChatRequest(bytes);
    }

    static List<byte[]> llamaStackChatRequestSeeds() {
        return Target.named("llamaStackChatRequest").seeds();
    }

    @FuzzTest
    @MethodSource("llamaStackCompletionRequestSeeds")
    void llamaStackCompletionRequest(byte[] bytes) {
        Decoders.llamaStackCompletionRequest(bytes);
    }

    static List<byte[]> llamaStackCompletionRequestSeeds() {
        return Target.named("llamaStackCompletionRequest").seeds();
    }

    @FuzzTest
    @MethodSource("envelopeSeeds")
    void envelope(byte[] bytes) {
        Decoders.envelope(bytes);
    }

    static List<byte[]> envelopeSeeds() {
        return Target.named("envelope").seeds();
    }

    @FuzzTest
    @MethodSource("providerDataSeeds")
    void providerData(byte[] bytes) {
        Decoders.providerData(bytes);
    }

    static List<byte[]> providerDataSeeds() {
        return Target.named("providerData").seeds();
    }

    @FuzzTest
    @MethodSource("providersFileSeeds")
    void providersFile(byte[] bytes) {
        Decoders.providersFile(bytes);
    }

    static List<byte[]> providersFileSeeds() {
        return Target.named("providersFile").seeds();
    }

    @FuzzTest
    @MethodSource("chatAnswerSeeds")
    void chatAnswer(byte[] bytes) {
        Decoders.chatAnswer(bytes);
    }

    static List<byte[]> chatAnswerSeeds() {
        return Target.named("chatAnswer").seeds();
    }

    @FuzzTest
    @MethodSource("completionAnswerSeeds")
    void completionAnswer(byte[] bytes) {
        Decoders.completionAnswer(bytes);
    }

    static List<byte[]> completionAnswerSeeds() {
        return Target.named("completionAnswer").seeds();
    }

    @FuzzTest
    @MethodSource("chatStreamSeeds")
    void chatStream(byte[] bytes) {
        Decoders.chatStream(bytes);
    }

    static List<byte[]> chatStreamSeeds() {
        return Target.named("chatStream").seeds();
    }

    @FuzzTest
    @MethodSource("completionStreamSeeds")
    void completionStream(byte[] bytes) {
        Decoders.completionStream(bytes);
    }

    static List<byte[]> completionStreamSeeds() {
        return Target.named("completionStream").seeds();
    }

    @FuzzTest
    @MethodSource("errorSeeds")
    void error(byte[] bytes) {
        Decoders.error(bytes);
    }

    static List<byte[]> errorSeeds() {
        return Target.named("error").seeds();
    }

    @FuzzTest
    @MethodSource("proxiedAnswerSeeds")
    void proxiedAnswer(byte[] bytes) {
        Decoders.proxiedAnswer(bytes);
    }

    static List<byte[]> proxiedAnswerSeeds() {
        return Target.named("proxiedAnswer").seeds();
    }

    @FuzzTest
    @MethodSource("proxiedStreamSeeds")
    void proxiedStream(byte[] bytes) {
        Decoders.proxiedStream(bytes);
    }

    static List<byte[]> proxiedStreamSeeds() {
        return Target.named("proxiedStream").seeds();
    }

    @FuzzTest
    @MethodSource("eventsSeeds")
    void events(byte[] bytes) {
        Decoders.events(bytes);
    }

    static List<byte[]> eventsSeeds() {
        return Target.named("events").seeds();
    }

    @FuzzTest
    @MethodSource("writtenCallsSeeds")
    void writtenCalls(byte[] bytes) {
        Decoders.writtenCalls(bytes);
    }

    static List<byte[]> writtenCallsSeeds() {
        return Target.named("writtenCalls").seeds();
    }
}
