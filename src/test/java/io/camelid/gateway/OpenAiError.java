package io.camelid.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.camelid.dialect.openai.OpenAiSchema;
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;

/** A failure as a client reads it: a status, and an error object that fits OpenAI's own schema. */
record OpenAiError(int status, String message, String type, String param, String code, HttpHeaders headers) {

    static OpenAiError of(HttpResponse<String> answer) {
        assertThat(answer.headers().firstValue("content-type")).contains("application/json");
        assertThat(answer.headers().firstValue("x-request-id")).isPresent();
        JsonNode error = OpenAiSchema.ERROR.validText(answer.body()).path("error");
        assertThat(error.path("message").textValue())
                .isNotBlank()
                .doesNotContain("Exception", "\tat ", "java.", "org.apache", "<html");
        return new OpenAiError(
                answer.statusCode(),
                error.path("message").textValue(),
                error.path("type").textValue(),
                error.path("param").textValue(),
                error.path("code").textValue(),
                answer.headers());
    }

    /** One row of the contract's table; null is JSON's null. */
    OpenAiError is(int expectedStatus, String expectedType, String expectedCode) {
        assertThat(status).as(message).isEqualTo(expectedStatus);
        assertThat(type).as(message).isEqualTo(expectedType);
        assertThat(code).as(message).isEqualTo(expectedCode);
        return this;
    }

    OpenAiError blames(String field) {
        assertThat(param).as(message).isEqualTo(field);
        return this;
    }

    OpenAiError says(String... words) {
        assertThat(message).contains(words);
        return this;
    }

    OpenAiError carries(String header, String value) {
        assertThat(headers.firstValue(header)).contains(value);
        return this;
    }
}
