package io.camelid.camel;

import io.camelid.error.ErrorKind;
import io.camelid.error.RequestException;
import io.camelid.error.SettingException;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Nothing is lost in silence: what a translation could not carry is told in a header and the log, or is refused. */
final class NotCarried {

    private static final Logger LOG = LoggerFactory.getLogger(NotCarried.class);
    private static final String HEADER = "x-camelid-not-carried";

    /** What a header may hold of it, characters: more would break clients and proxies. */
    private static final int MAX_LENGTH = 4096;

    private final boolean reject;

    /** @param lossy the setting {@code camelid.lossy}: {@code report} or {@code reject} */
    NotCarried(String lossy) {
        this.reject = switch (lossy) {
            case "report" -> false;
            case "reject" -> true;
            default ->
                throw new SettingException(
                        "The setting camelid.lossy must be report or reject, but is '" + lossy + "'.");
        };
    }

    /** @param paths JSON paths, partly of the client's making */
    void tell(List<String> paths, RequestRecord record) {
        if (paths.isEmpty()) {
            return;
        }
        List<String> printable = printable(paths);
        String told = String.join(",", printable);
        if (reject) {
            throw RequestException.of(
                    ErrorKind.UNSUPPORTED,
                    "The provider of this model can't be told of: %s; leave them out.".formatted(told),
                    printable.getFirst());
        }
        if (record.notCarried().addAll(printable)) {
            LOG.info("Not carried: {}", told);
            header(record, record.notCarried());
        }
    }

    /** The answer's losses, of a whole answer. It is paid for, and goes out whatever the setting says. */
    static void tellOfAnswer(RequestRecord record) {
        beginOfAnswer(record);
        endOfAnswer(record);
    }

    /** For the header, which goes out before a stream: those that are known by now. */
    static void beginOfAnswer(RequestRecord record) {
        List<String> lost = printable(record.answerLosses().paths());
        if (!lost.isEmpty()) {
            Set<String> all = new LinkedHashSet<>(List.copyOf(record.notCarried()));
            all.addAll(lost);
            header(record, all);
        }
    }

    /** For the log: all there were. */
    static void endOfAnswer(RequestRecord record) {
        List<String> lost = printable(record.answerLosses().paths());
        if (!lost.isEmpty()) {
            LOG.info("Not carried: {}", String.join(",", lost));
        }
    }

    private static List<String> printable(List<String> paths) {
        return paths.stream()
                .map(path -> path.replaceAll("[^\\x21-\\x7e]|,", "?"))
                .toList();
    }

    private static void header(RequestRecord record, Collection<String> paths) {
        // computed inside: several choices may tell at the same time
        record.answerHeaders().compute(HEADER, (name, before) -> shortened(List.copyOf(paths)));
    }

    private static String shortened(List<String> paths) {
        String whole = String.join(",", paths);
        if (whole.length() <= MAX_LENGTH) {
            return whole;
        }
        int end = whole.lastIndexOf(',', MAX_LENGTH);
        if (end < 0) {
            return "+" + paths.size() + "-more";
        }
        String cut = whole.substring(0, end);
        long told = cut.chars().filter(c -> c == ',').count() + 1;
        return cut + ",+" + (paths.size() - told) + "-more";
    }
}
