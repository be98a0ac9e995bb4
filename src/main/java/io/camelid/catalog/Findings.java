package io.camelid.catalog;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What one reading of a file finds: problems, which stop it, and notes, which are only told. */
final class Findings {

    private record Place(int line, String key) {
        static final Comparator<Place> IN_FILE =
                Comparator.comparingInt(Place::line).thenComparing(Place::key);
    }

    private final String file;
    // one problem a key: the second is a consequence of the first
    private final Map<Place, String> problems = new TreeMap<>(Place.IN_FILE);
    private final List<String> notes = new ArrayList<>();

    Findings(String file) {
        this.file = file;
    }

    /**
     * Something that can't work.
     *
     * @param line counted from 1
     * @param problem follows the key's name: what is wrong, and what would do
     */
    void problem(int line, String key, String problem) {
        problems.putIfAbsent(new Place(line, key), "%s:%d: %s %s".formatted(file, line, key, problem));
    }

    /** Something the file's author may want to know. */
    void note(int line, String key, String note) {
        notes.add("%s:%d: %s %s".formatted(file, line, key, note));
    }

    /** Something about the whole file. */
    void note(String note) {
        notes.add("%s: %s".formatted(file, note));
    }

    List<String> notes() {
        return List.copyOf(notes);
    }

    /** Ends the reading if anything can't work. */
    void throwProblems() {
        if (!problems.isEmpty()) {
            throw new CatalogException(List.copyOf(problems.values()));
        }
    }
}
