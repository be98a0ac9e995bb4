package io.camelid.dialect.openai;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Which calls the choices of a stream have begun, so that each fragment is told under its call's index. A provider that gives
 * no index means the call of the same id, or the latest one; a name or an id of its own begins another, also where the
 * provider counts every call as its first. Not thread-safe.
 */
final class CallBook {

    /** Stands for an index that is not given. */
    static final int NONE = -1;

    /** More calls than any answer has: from there on the provider's word is taken as it is. */
    private static final int MAX_CALLS = 1024;

    /** @param begins whether the call was not known before */
    record Place(int index, boolean begins) {}

    private record Call(int index, int given, String id) {}

    private final Map<Integer, List<Call>> choices = new HashMap<>();

    /**
     * Finds the call of a fragment.
     *
     * @param given the provider's index
     * @param id empty where it has none
     * @param named whether it tells the name of what is called
     */
    Place place(int choice, int given, String id, boolean named) {
        List<Call> calls = choices.computeIfAbsent(choice, it -> new ArrayList<>(1));
        for (int i = calls.size() - 1; i >= 0; i--) {
            if (continues(calls.get(i), given, id, named)) {
                return new Place(calls.get(i).index(), false);
            }
        }
        if (calls.size() == MAX_CALLS) {
            return new Place(Math.max(given, 0), false);
        }
        int index = given == NONE || calls.stream().anyMatch(it -> it.index() == given) ? next(calls) : given;
        calls.add(new Call(index, given, id));
        return new Place(index, true);
    }

    private static boolean continues(Call call, int given, String id, boolean named) {
        if (given != NONE && given != call.given()) {
            return false;
        }
        if (id.isEmpty()) {
            return given != NONE || !named;
        }
        return id.equals(call.id()) || (given != NONE && (!named || call.id().isEmpty()));
    }

    private static int next(List<Call> calls) {
        return calls.stream().mapToInt(Call::index).max().orElse(NONE) + 1;
    }
}
