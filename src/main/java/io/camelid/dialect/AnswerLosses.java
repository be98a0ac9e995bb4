package io.camelid.dialect;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * What of a provider's answers to one request does not reach the client: what their reader could not use, and what the
 * writer of the client's format has no place for. Told as JSON paths in the provider's own terms. One a request;
 * thread-safe, for several answers may be read at once.
 */
public final class AnswerLosses {

    /** Before each path, so that nobody takes it for one of the request's. */
    private static final String PREFIX = "response.";

    /** How many paths are kept; of an answer that loses more, the rest is told as {@link #MORE}. */
    private static final int MOST = 64;

    private static final String MORE = "+more";

    private final Set<String> unread = inOrder();
    private final Map<AnswerPart, Set<String>> places = new ConcurrentHashMap<>();
    private final Set<AnswerPart> lost = Collections.synchronizedSet(EnumSet.noneOf(AnswerPart.class));
    private final Consumer<String> found = this::add;
    private volatile boolean more;

    /**
     * The reader of an answer, or of an event, has taken from it what it could.
     *
     * @param trivia what says nothing to a client
     */
    public void unread(Fields answer, Trivia trivia) {
        answer.unread(trivia, found);
    }

    /** A part was read here; it is lost only if the client's format has no place for it. */
    public void place(AnswerPart part, Fields in, String field) {
        Set<String> known = places.computeIfAbsent(part, it -> inOrder());
        // of a stream's many places the first stands for all
        if (known.isEmpty() || !in.isEvent()) {
            keep(known, in.lossPath(field));
        }
    }

    /** The client's format has no place for it. */
    public void lost(AnswerPart part) {
        lost.add(part);
    }

    /** As {@link #lost(AnswerPart)}, where the answer has it. */
    public void lostIf(boolean there, AnswerPart part) {
        if (there) {
            lost(part);
        }
    }

    /** All paths known by now, each once. */
    public List<String> paths() {
        // copied, not walked through: somebody may be adding
        Set<String> paths = new LinkedHashSet<>(List.copyOf(unread));
        for (AnswerPart part : List.copyOf(lost)) {
            paths.addAll(List.copyOf(places.getOrDefault(part, Set.of(part.path()))));
        }
        List<String> told = new ArrayList<>(paths.stream().map(PREFIX::concat).toList());
        if (more) {
            told.add(PREFIX + MORE);
        }
        return told;
    }

    private void add(String path) {
        keep(unread, path);
    }

    private void keep(Set<String> paths, String path) {
        if (paths.size() < MOST) {
            paths.add(path);
        } else {
            more = more || !paths.contains(path);
        }
    }

    private static Set<String> inOrder() {
        return Collections.synchronizedSet(new LinkedHashSet<>());
    }
}
