package io.camelid.dialect;

import java.util.List;

/**
 * A request as a provider takes it.
 *
 * @param path what follows the provider's base URL, without a slash at its start: {@code v1/messages}; model names in it are
 *     URL-encoded
 * @param body JSON
 * @param notCarried JSON paths, in the canonical request's wire form (Llama Stack's), of what this format has no place for
 */
@SuppressWarnings("ArrayRecordComponent") // handed on once, never compared
public record WireRequest(String path, byte[] body, List<String> notCarried) {

    public WireRequest {
        notCarried = List.copyOf(notCarried);
    }
}
