package io.camelid.dialect.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Sampling parameters of Llama Stack's that OpenAI has not, and servers of its dialect have where they like. Source: vLLM
 * and others, at the top; NVIDIA NIM, in {@code nvext}.
 *
 * @param places by parameter, where the server takes it, a dot for each step down; a parameter without an entry is refused
 *     or ignored there
 */
record ExtraParams(Map<String, String> places) {

    /** By its name here, what it is in a Llama Stack request. */
    private static final Map<String, String> PATHS = Map.of(
            "top_k", "sampling_params.strategy.top_k",
            "repetition_penalty", "sampling_params.repetition_penalty");

    ExtraParams {
        places = Map.copyOf(places);
    }

    /**
     * Puts each such parameter of a request where the server takes it, or takes it out.
     *
     * @return the paths of what went out
     */
    List<String> place(ObjectNode request) {
        List<String> notCarried = new ArrayList<>();
        PATHS.forEach((name, path) -> {
            JsonNode value = request.remove(name);
            String place = places.get(name);
            if (value != null && place != null) {
                put(request, place, value);
            } else if (value != null) {
                notCarried.add(path);
            }
        });
        notCarried.sort(null);
        return notCarried;
    }

    private static void put(ObjectNode request, String place, JsonNode value) {
        int last = place.lastIndexOf('.');
        ObjectNode holder = request;
        for (String step :
                last < 0 ? List.<String>of() : List.of(place.substring(0, last).split("\\.", -1))) {
            holder = holder.withObject("/" + step);
        }
        holder.set(place.substring(last + 1), value);
    }
}
