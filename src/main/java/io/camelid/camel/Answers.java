package io.camelid.camel;

import io.camelid.error.ErrorKind;
import io.camelid.error.ProviderException;
import io.camelid.llama.ResponseStream;
import java.util.List;
import org.apache.camel.Message;

/** The canonical answers that provider routes left, one a choice; a route of an integrator's may leave anything. */
final class Answers {

    private Answers() {}

    static <T> List<T> whole(Message message, Class<T> type) {
        return all(message).stream()
                .map(answer -> type.isInstance(answer) ? type.cast(answer) : wrong(type.getSimpleName()))
                .toList();
    }

    @SuppressWarnings("unchecked") // what the stream pushes is known by the request that it answers
    static <E> List<ResponseStream<E>> streams(Message message) {
        return all(message).stream()
                .map(answer -> answer instanceof ResponseStream<?> stream
                        ? (ResponseStream<E>) stream
                        : Answers.<ResponseStream<E>>wrong("ResponseStream"))
                .toList();
    }

    private static List<?> all(Message message) {
        List<?> answers = message.getBody(List.class);
        return answers == null ? List.of() : answers;
    }

    private static <T> T wrong(String expected) {
        throw ProviderException.of(
                ErrorKind.PROVIDER_BAD_RESPONSE, "The provider's route did not answer with a %s.".formatted(expected));
    }
}
