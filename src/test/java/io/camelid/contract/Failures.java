package io.camelid.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.openai.errors.OpenAIServiceException;
import io.camelid.contract.ProviderStub.Ending;
import java.net.http.HttpResponse;
import java.util.List;

/** Cases about what goes wrong. */
final class Failures {

    private Failures() {}

    static void badRequest(Subject it, Client client) {
        told(it, client, 400, 400);
    }

    static void notFound(Subject it, Client client) {
        told(it, client, 404, 404);
    }

    static void failed(Subject it, Client client) {
        told(it, client, 500, 502);
    }

    static void overloaded(Subject it, Client client) {
        told(it, client, 503, 503);
        told(it, client, 529, 503);
    }

    static void tooMany(Subject it, Client client) {
        for (OpenAIServiceException error : told(it, client, 429, 429)) {
            JsonNode row = it.row();
            assertThat(error.headers().values("retry-after"))
                    .containsExactly(row.path("hinted").asText("7"));
            assertThat(error.headers().values("x-should-retry"))
                    .isEqualTo(row.path("hint").findValuesAsText("x-should-retry"));
            assertThat(error.headers().values("retry-after-ms")).isEmpty();
            row.path("told")
                    .fields()
                    .forEachRemaining(limit -> assertThat(error.headers().values(limit.getKey()))
                            .containsExactly(limit.getValue().asText()));
        }
    }

    static void wrongKey(Subject it, Client client) {
        it.stub().says(Reply.TEXT);
        if (it.row().at("/key/without").asText().equals("served")) {
            assertThat(it.row().at("/key/setting").asText()).isNotEmpty();
        }
        for (boolean stream : List.of(false, true)) {
            OpenAIServiceException error = client.refused(Client.chat(it.model("wrong"), ""), stream);

            assertThat(error.statusCode()).isEqualTo(it.row().at("/key/wrong").asInt(401));
            assertThat(error).hasMessageContaining("Incorrect API key provided");
        }
    }

    static void noKey(Subject it, Client client) {
        it.stub().says(Reply.TEXT);
        String request = Client.chat(it.model("keyless"), "");
        String without = it.row().at("/key/without").asText();
        if (without.equals("served")) {
            assertThat(client.ask(request, false).text()).isEqualTo(Reply.TEXT.whole());
            return;
        }
        int before = it.stub().requests();
        OpenAIServiceException error = client.refused(request, false);

        assertThat(error.statusCode()).isEqualTo(401);
        if (without.equals("refused")) {
            String data = it.row().at("/key/data").asText();
            assertThat(error)
                    .hasMessageContaining(
                            "config." + it.row().at("/key/setting").asText());
            assertThat(error).hasMessageContaining("\"%s\"".formatted(data));
            assertThat(it.stub().requests()).isEqualTo(before);
        } else {
            assertThat(error).hasMessageContaining("Incorrect API key provided");
        }
    }

    private static List<OpenAIServiceException> told(Subject it, Client client, int status, int told) {
        it.stub().fails(status, "The words of a " + status + ".");
        List<OpenAIServiceException> errors = List.of(
                client.refused(Client.chat(it.model(), ""), false), client.refused(Client.chat(it.model(), ""), true));
        for (OpenAIServiceException error : errors) {
            assertThat(error.statusCode()).isEqualTo(told);
            assertThat(error).hasMessageContaining("The words of a " + status + ".");
            assertThat(error.type()).isPresent();
            if (status != 429) {
                assertThat(error.headers().names()).doesNotContain("retry-after", "x-should-retry");
            }
        }
        return errors;
    }

    static void brokenStream(Subject it, Client client) {
        for (Ending ending : List.of(Ending.CUT_OFF, Ending.WITHOUT_A_FINISH)) {
            assertThat(endsWithAnError(it, client, ending)).isNotEmpty();
        }
    }

    static void errorInAStream(Subject it, Client client) {
        assertThat(endsWithAnError(it, client, Ending.WITH_AN_ERROR)).contains("It tipped over.");
        it.stub().ends(Ending.ERROR_AT_ONCE, "It tipped over.");

        OpenAIServiceException error = client.refused(Client.chat(it.model(), ""), true);

        assertThat(error.statusCode()).isGreaterThanOrEqualTo(400);
        assertThat(error).hasMessageContaining("It tipped over.");
    }

    /** What the client reads of it; the text so far is there, and nothing says that it is complete. */
    private static String endsWithAnError(Subject it, Client client, Ending ending) {
        it.stub().ends(ending, "It tipped over.");

        HttpResponse<String> got = client.bytes(Client.chat(it.model(), ""));

        assertThat(got.statusCode()).isEqualTo(200);
        assertThat(got.body())
                .contains(Reply.TEXT.text().getFirst())
                .doesNotContain("[DONE]")
                .doesNotContain("\"finish_reason\":\"");
        List<String> events =
                got.body().lines().filter(line -> line.startsWith("data:")).toList();
        return Data.json(events.getLast().substring(5)).at("/error/message").asText();
    }

    /** An endpoint that the provider has not: refused here, and nobody is asked. */
    static void unsupported(Subject it, Client client, Feature feature) {
        int before = it.stub().requests();
        OpenAIServiceException error = client.refused(() -> {
            if (feature == Feature.EMBEDDINGS) {
                client.embedding(it.model());
            } else {
                client.completion(it.model());
            }
        });

        assertThat(error.statusCode()).isEqualTo(400);
        assertThat(error.code()).contains("unsupported");
        assertThat(error).hasMessageContaining(it.providerId()).hasMessageContaining("/" + feature.heading());
        assertThat(it.stub().requests()).isEqualTo(before);
    }
}
