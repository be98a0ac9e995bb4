package io.camelid.contract;

import java.util.List;

/**
 * What a provider has to say, before it is put into any wire format.
 *
 * @param thoughts empty where it has none
 * @param text in the pieces it is streamed in
 * @param end why it ends
 */
record Reply(String thoughts, List<String> text, List<Call> calls, End end) {

    /** What every answer costs. */
    static final int PROMPT_TOKENS = 11;

    static final int COMPLETION_TOKENS = 4;

    /** How likely each piece of text was. */
    static final double LOGPROB = -0.5;

    /** Why an answer ends; the wire's own words are the wire's. */
    enum End {
        STOP,
        CALLS,
        LENGTH,
        REFUSED
    }

    /** A call with its arguments as JSON text. */
    record Call(String id, String name, String arguments) {}

    static final Reply TEXT = new Reply("", List.of("Grüß", " dich, ", "🐫."), List.of(), End.STOP);

    static final Reply THOUGHTS = new Reply("Hm. A camel.", List.of("A ", "camel."), List.of(), End.STOP);

    static final Reply LENGTH = new Reply("", List.of("One, ", "two"), List.of(), End.LENGTH);

    static final Reply REFUSED = new Reply("", List.of("I can't ", "help."), List.of(), End.REFUSED);

    static final Reply JSON =
            new Reply("", List.of("{\"name\":\"Bonn\",", "\"inhabitants\":330000}"), List.of(), End.STOP);

    static final Reply CALL = new Reply(
            "", List.of(), List.of(new Call("call_1", "get_weather", "{\"city\":\"Köln\",\"days\":[1,2]}")), End.CALLS);

    static final Reply CALLS = new Reply(
            "",
            List.of(),
            List.of(
                    new Call("call_1", "get_weather", "{\"city\":\"Rome\"}"),
                    new Call("call_2", "get_time", "{}"),
                    new Call("call_3", "get_weather", "{\"city\":\"Oslo\"}")),
            End.CALLS);

    String whole() {
        return String.join("", text);
    }
}
