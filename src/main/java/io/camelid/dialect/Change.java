package io.camelid.dialect;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import io.camelid.dialect.RuledBytes.Member;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One change of a request's bytes. */
@SuppressWarnings("ArrayRecordComponent") // handed on once, never compared
record Change(int from, int to, byte[] replacement) {

    private static final byte[] NOTHING = {};

    /** What is cut stands before what was to be changed inside. */
    private static final Comparator<Change> ORDER =
            Comparator.comparingInt(Change::from).thenComparing(Change::to, Comparator.reverseOrder());

    /** All but those inside of what is cut. */
    static Edits inOrder(List<Change> changes) {
        changes.sort(ORDER);
        Edits edits = new Edits();
        int end = 0;
        for (Change change : changes) {
            if (change.from() >= end) {
                edits.replace(change.from(), change.to(), change.replacement());
                end = change.to();
            }
        }
        return edits;
    }

    /** Adds those of one object's members, which come in order. */
    static void add(List<Member> members, Map<String, Verdict> verdicts, byte[] body, List<Change> changes)
            throws IOException {
        if (verdicts.isEmpty()) {
            return;
        }
        boolean kept = false;
        for (int i = 0; i < members.size(); i++) {
            Member member = members.get(i);
            switch (verdicts.get(member.name())) {
                case null -> kept = true;
                case Verdict.Unwrapped() -> {
                    kept = true;
                    unwrap(member, body, changes);
                }
                case Verdict.Beheaded(var characters) -> {
                    kept = true;
                    if (isLast(members, i)) {
                        int text = member.valueFrom() + 1;
                        changes.add(new Change(text, JsonText.skip(body, text, characters), NOTHING));
                    }
                }
                case Verdict.Cut() -> changes.add(cut(members, i, kept));
                case Verdict.Changed(var name, var value) -> {
                    kept = true;
                    change(member, name, value, body, changes);
                }
            }
        }
    }

    /** Whether a member is the one that counts: of a name given twice the others may be no text. */
    private static boolean isLast(List<Member> members, int at) {
        return members.subList(at + 1, members.size()).stream()
                .noneMatch(it -> it.name().equals(members.get(at).name()));
    }

    /** Cuts a member with one comma: the one before it where a member that stays is there, else the one after it. */
    private static Change cut(List<Member> members, int at, boolean afterOne) {
        Member member = members.get(at);
        if (afterOne) {
            return new Change(members.get(at - 1).to(), member.to(), NOTHING);
        }
        boolean last = at == members.size() - 1;
        return new Change(
                member.from(), last ? member.to() : members.get(at + 1).from(), NOTHING);
    }

    private static void unwrap(Member member, byte[] body, List<Change> changes) throws IOException {
        LoneText.find(body, member.valueFrom(), member.to()).ifPresent(text -> {
            changes.add(new Change(member.valueFrom(), text.from(), NOTHING));
            changes.add(new Change(text.to(), member.to(), NOTHING));
        });
    }

    private static void change(
            Member member, String name, @Nullable JsonNode value, byte[] body, List<Change> changes) {
        if (!name.equals(member.name())) {
            changes.add(new Change(member.from(), JsonText.stringEnd(body, member.from()), JsonText.quoted(name)));
        }
        if (value != null) {
            changes.add(
                    new Change(member.valueFrom(), member.to(), value.toString().getBytes(UTF_8)));
        }
    }
}
