package io.camelid.dialect;

import java.util.List;

/**
 * What a decoder read, and what it had to leave.
 *
 * @param notCarried JSON paths of the fields that were given and went nowhere, like {@code messages[0].name}
 */
public record Decoded<T>(T value, List<String> notCarried) {

    public Decoded {
        notCarried = List.copyOf(notCarried);
    }
}
