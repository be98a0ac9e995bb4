package io.camelid.dialect.openai;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.camelid.Recording;
import io.camelid.dialect.Dialect;
import io.camelid.dialect.Json;
import io.camelid.dialect.WireRequest;
import io.camelid.error.RequestException;
import io.camelid.llama.ChatCompletionRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.function.BiFunction;

/** Every recorded chat request that its provider answered, in another provider's words. */
public final class RecordedChats {

    private RecordedChats() {}

    /**
     * One that the wire can't ask for is refused with its field; any other must be one the provider takes.
     *
     * @param problems what a provider would say against a path and a body
     * @return how many were written
     */
    public static int encode(Dialect dialect, BiFunction<String, JsonNode, List<String>> problems, String... models) {
        int written = 0;
        for (Recording recording : Recording.of(Recording.Dialect.OPENAI)) {
            boolean chat =
                    recording.endpoint().equals("chat") && recording.request().isObject();
            for (String model : chat && recording.status() == 200 ? List.of(models) : List.<String>of()) {
                String id = recording.id() + " as " + model;
                try {
                    ChatCompletionRequest request = ChatRequestDecoder.decode(recording.request())
                            .value()
                            .request();
                    WireRequest wire = dialect.encode(request.withModel(model));
                    assertThat(problems.apply(wire.path(), Json.MAPPER.readTree(wire.body())))
                            .as(id)
                            .isEmpty();
                    written++;
                } catch (RequestException refused) {
                    assertThat(refused.param()).as("%s: %s", id, refused.text()).isNotNull();
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        }
        return written;
    }
}
