package io.camelid.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.camelid.error.CamelidException;
import io.camelid.error.ErrorKind;
import io.camelid.error.GatewayException;
import io.camelid.error.RequestException;
import io.vertx.core.buffer.Buffer;
import java.util.Arrays;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a request's body holds, and what the common budget is told of it. */
class RequestBodyTest {

    private static final int BUDGET = 1024 * 1024;
    private static final int LIMIT = 4 * BUDGET;
    private static final int UNKNOWN = -1;

    private final Admission admission = new Admission(new EdgeOptions(LIMIT, BUDGET, 2, 0, 0, 0));

    @ParameterizedTest
    @CsvSource({
        // sent, announced, in pieces of
        "0,-1,1",
        "0,0,1",
        "1,1,1",
        "100,100,7",
        "8192,-1,8192",
        "8193,-1,100",
        "300000,-1,1000",
        "300000,300000,16384",
        "262144,262144,16384",
        // who announces wrongly is read all the same: HTTP's own framing is not our matter
        "20000,10,3000",
        "10,20000,3"
    })
    void allThatComesIsTakenWhateverWasAnnounced(int sent, long announced, int piece) {
        byte[] bytes = random(sent);
        RequestBody body = new RequestBody(admission, LIMIT, announced);

        append(bytes, piece, body);

        body.end();
        assertThat(body.refusal()).isNull();
        holds(sent);
        assertThat(body.take()).isEqualTo(bytes);
        body.leave();
        holdsNothing();
    }

    @Test
    void anAnnouncedBodyIsCollectedInTheArrayItIsTakenIn() {
        RequestBody body = new RequestBody(admission, LIMIT, 200_000);
        append(random(100_000), 1000, body);

        holds(200_000);
        append(random(100_000), 1000, body);
        holds(200_000);
        assertThat(body.take()).hasSize(200_000);
    }

    @Test
    void aLargeAnnouncementIsBelievedOnlyAsItIsKept() {
        RequestBody body = new RequestBody(admission, LIMIT, LIMIT);

        body.append(Buffer.buffer(new byte[10]));

        assertThat(body.refusal()).isNull();
        holds(8192);
        append(new byte[8193], 8193, body);
        holds(2 * 8192);
    }

    @ParameterizedTest
    @ValueSource(ints = {UNKNOWN, 8000, 12_000})
    void growingNeverHoldsMoreThanTheLimit(int announced) {
        int limit = 12_000;
        RequestBody body = new RequestBody(admission, limit, announced);
        byte[] bytes = random(limit);

        append(bytes, 1000, body);

        assertThat(body.refusal()).isNull();
        holds(limit);
        assertThat(body.take()).isEqualTo(bytes);
    }

    @ParameterizedTest
    @ValueSource(ints = {UNKNOWN, 100})
    void aBodyThatGrowsBeyondTheLimitIsRefusedAndHeldNoLonger(int announced) {
        RequestBody body = new RequestBody(admission, 10_000, announced);
        append(new byte[10_000], 1000, body);
        assertThat(body.refusal()).isNull();

        body.append(Buffer.buffer(new byte[1]));

        isTooLarge(body.refusal());
        holdsNothing();
        body.append(Buffer.buffer(new byte[1000]));
        holdsNothing();
    }

    @Test
    void aBodyThatIsAnnouncedBeyondTheLimitIsRefusedBeforeItComes() {
        RequestBody body = new RequestBody(admission, 10_000, 10_001);

        isTooLarge(body.refusal());
        body.append(Buffer.buffer(new byte[10]));
        holdsNothing();
    }

    @Test
    void aBodyForWhichThereIsNoMemoryLeftIsRefusedAndGivesBackWhatItHad() {
        RequestBody other = new RequestBody(admission, LIMIT, UNKNOWN);
        append(new byte[BUDGET / 2], 8192, other);
        RequestBody body = new RequestBody(admission, LIMIT, UNKNOWN);
        append(new byte[BUDGET / 4], 8192, body);
        assertThat(body.refusal()).isNull();

        append(new byte[BUDGET / 2], 8192, body);

        isFull(body.refusal());
        holds(BUDGET / 2);
        assertThat(other.refusal()).isNull();
        other.leave();
        body.leave();
        holdsNothing();
    }

    @Test
    void whatIsGivenBackIsGivenBackOnce() {
        RequestBody other = new RequestBody(admission, LIMIT, UNKNOWN);
        append(new byte[8192], 8192, other);
        RequestBody body = new RequestBody(admission, LIMIT, UNKNOWN);
        append(new byte[8192], 8192, body);

        body.take();
        holds(2 * 8192);
        body.release();
        body.release();
        body.leave();
        body.leave();

        holds(8192);
        // one of two places is free, not two
        assertThat(new RequestBody(admission, LIMIT, UNKNOWN).refusal()).isNull();
        isFull(new RequestBody(admission, LIMIT, UNKNOWN).refusal());
    }

    @Test
    void aRequestThatFindsNoPlaceLeavesNoTrace() {
        RequestBody first = new RequestBody(admission, LIMIT, UNKNOWN);
        RequestBody second = new RequestBody(admission, LIMIT, UNKNOWN);
        RequestBody third = new RequestBody(admission, LIMIT, LIMIT + 1);

        isFull(third.refusal());
        append(new byte[100], 10, third);
        holdsNothing();
        third.leave();
        second.leave();
        RequestBody fourth = new RequestBody(admission, LIMIT, UNKNOWN);
        assertThat(fourth.refusal()).isNull();
        first.leave();
        fourth.leave();
    }

    @Test
    void theFirstRefusalIsTheOneThatIsTold() {
        RequestBody body = new RequestBody(admission, 10, 11);
        CamelidException first = Objects.requireNonNull(body.refusal());

        body.refuse(RequestException.of(ErrorKind.REQUEST_TIMEOUT, "late"));

        assertThat(body.refusal()).isSameAs(first);
    }

    private static void append(byte[] bytes, int piece, RequestBody body) {
        for (int at = 0; at < bytes.length; at += piece) {
            body.append(Buffer.buffer(Arrays.copyOfRange(bytes, at, Math.min(bytes.length, at + piece))));
        }
    }

    private void holdsNothing() {
        holds(0);
    }

    /** Exactly as much as is missing from the budget. */
    private void holds(int count) {
        int free = BUDGET - count;
        assertThatCode(() -> admission.reserve(free))
                .as("%d bytes are free", free)
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> admission.reserve(1)).as("and no more").isInstanceOf(GatewayException.class);
        admission.release(free + 1L);
    }

    private static void isTooLarge(@Nullable CamelidException refusal) {
        assertThat(refusal).isNotNull().extracting(CamelidException::kind).isEqualTo(ErrorKind.REQUEST_TOO_LARGE);
    }

    private static void isFull(@Nullable CamelidException refusal) {
        assertThat(refusal).isNotNull().extracting(CamelidException::kind).isEqualTo(ErrorKind.OVERLOADED);
    }

    private static byte[] random(int length) {
        byte[] bytes = new byte[length];
        new Random(7).nextBytes(bytes);
        return bytes;
    }
}
