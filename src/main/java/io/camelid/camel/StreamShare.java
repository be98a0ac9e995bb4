package io.camelid.camel;

import io.camelid.error.GatewayException;

/** What one stream holds of the common bound: the bytes of an event whose end has not come. One thread at a time. */
final class StreamShare {

    private final HeldAnswers held;
    private final int weight;
    private long taken;

    /** @param weight how many times its bytes an event takes */
    StreamShare(HeldAnswers held, int weight) {
        this.held = held;
        this.weight = weight;
    }

    /**
     * Says what it holds from now on; nothing at the end.
     *
     * @throws GatewayException there is no room for it
     */
    void hold(int bytes) {
        long now = bytes > AnswerReader.SMALL ? (long) weight * bytes : 0;
        if (now > taken) {
            held.take(now - taken);
        } else if (now < taken) {
            held.giveBack(taken - now);
        }
        taken = now;
    }
}
