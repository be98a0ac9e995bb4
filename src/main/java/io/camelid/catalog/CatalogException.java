package io.camelid.catalog;

import java.util.List;

/**
 * A providers file that can't work. The message has one line for each problem, in the order of the file: file, line, key,
 * what is wrong, and what would do. It never holds a key.
 */
public final class CatalogException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String summary;

    CatalogException(List<String> problems) {
        super(String.join("\n", problems));
        this.summary = problems.size() == 1
                ? problems.getFirst()
                : "%s (and %d more)".formatted(problems.getFirst(), problems.size() - 1);
    }

    CatalogException(String problem) {
        this(List.of(problem));
    }

    CatalogException(String problem, Throwable cause) {
        this(problem);
        initCause(cause);
    }

    /** The first problem and how many there are beside it, in one line. */
    public String summary() {
        return summary;
    }
}
