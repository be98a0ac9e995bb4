package io.camelid.dialect;

import io.camelid.error.RequestException;
import io.camelid.llama.CompletionRequest;
import io.camelid.llama.CompletionResponse;
import io.camelid.llama.CompletionResponseStreamChunk;

/** A wire format that has no way to continue a text: completions are refused. */
public interface ChatOnlyDialect extends Dialect {

    /** Says so, and what to do instead. */
    RequestException noCompletions();

    @Override
    default WireRequest encode(CompletionRequest request) {
        throw noCompletions();
    }

    @Override
    default CompletionResponse decode(byte[] body, int length, CompletionRequest request, AnswerLosses losses) {
        throw noCompletions();
    }

    @Override
    default StreamDecoder<CompletionResponseStreamChunk> streamDecoder(CompletionRequest request, AnswerLosses losses) {
        throw noCompletions();
    }
}
