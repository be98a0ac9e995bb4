package io.camelid.catalog;

import io.camelid.llama.Model;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Collects a file's providers and models, and checks that they fit together. Providers first. Not thread-safe. */
final class Roster {

    /** What Llama Stack writes for "no provider here" where an id must not be empty. */
    private static final String DISABLED = "__disabled__";

    private final ProviderReader reader;
    private final Map<String, Provider> providers = new LinkedHashMap<>();
    private final Map<String, Model> models = new LinkedHashMap<>();
    // declared and not served: faulty, or of a type that is skipped
    private final Set<String> absent = new HashSet<>();
    // switched off, each with the models that go with it
    private final Map<String, List<String>> switchedOff = new LinkedHashMap<>();

    Roster(ProviderReader reader) {
        this.reader = reader;
    }

    Catalog catalog() {
        return new Catalog(providers.values(), models.values());
    }

    void provider(Section entry) {
        String id = entry.text("provider_id");
        if (!entry.has("provider_id")) {
            entry.problem("provider_id", "is missing; give the provider a name");
        } else if (isOff(id)) {
            switchedOff.computeIfAbsent(nameSwitchedOn(entry), it -> new ArrayList<>());
        } else if (providers.containsKey(id) || absent.contains(id)) {
            entry.problem("provider_id", "'%s' stands here a second time; give each provider its own".formatted(id));
        } else {
            reader.read(entry, id).ifPresentOrElse(it -> providers.put(id, it), () -> absent.add(id));
        }
    }

    void model(Section entry) {
        String id = entry.text("model_id");
        String upstream = entry.text("provider_model_id");
        Optional<Provider> provider = providerOf(entry, id, upstream);
        Model.Type type = type(entry);
        Map<String, @Nullable Object> metadata = entry.plain("metadata");
        entry.noteUnused();
        checkName(entry, "model_id", id);
        checkName(entry, "provider_model_id", upstream);
        if (provider.isEmpty() || entry.required("model_id").isEmpty()) {
            return;
        }
        Map<String, @Nullable Object> all = new LinkedHashMap<>(provider.get().modelMetadata());
        all.putAll(metadata);
        Model model =
                new Model(id, upstream.isEmpty() ? id : upstream, provider.get().id(), type, all);
        if (models.putIfAbsent(id, model) != null) {
            entry.problem("model_id", "'%s' stands here a second time; give each model its own".formatted(id));
        }
    }

    /** Names go into headers and log lines. */
    private static void checkName(Section entry, String key, String name) {
        if (name.chars().anyMatch(Character::isISOControl)) {
            entry.problem(key, "holds a line break or another control character; remove it");
        }
    }

    /** The provider of a model; absent where it is off, faulty or missing, which is then told. */
    private Optional<Provider> providerOf(Section entry, String modelId, String upstream) {
        String id = entry.text("provider_id");
        if (!entry.has("provider_id")) {
            entry.problem("provider_id", "is missing; name the provider of this model" + oneOf());
            return Optional.empty();
        }
        boolean off = isOff(id) || upstream.equals(DISABLED) || modelId.equals(DISABLED);
        if (off || (switchedOff.containsKey(id) && !providers.containsKey(id))) {
            String name = isOff(id) ? nameSwitchedOn(entry) : id;
            List<String> gone = switchedOff.computeIfAbsent(name, it -> new ArrayList<>());
            if (!isOff(modelId)) {
                gone.add(modelId);
            }
            return Optional.empty();
        }
        if (!providers.containsKey(id) && !absent.contains(id)) {
            entry.problem(
                    "provider_id",
                    "is '%s', and no provider has this id; name one that is there%s".formatted(id, oneOf()));
        }
        return Optional.ofNullable(providers.get(id));
    }

    private static Model.Type type(Section entry) {
        String word = entry.text("model_type");
        return switch (word) {
            case "", "llm" -> Model.Type.LLM;
            case "embedding" -> Model.Type.EMBEDDING;
            default -> {
                entry.problem("model_type", "must be llm or embedding, not '%s'".formatted(word));
                yield Model.Type.LLM;
            }
        };
    }

    /** Tells in one line which providers are off, and which models with them. */
    void noteSwitchedOff(Findings findings) {
        if (!switchedOff.isEmpty()) {
            findings.note(switchedOff.entrySet().stream()
                    .map(it -> it.getValue().isEmpty()
                            ? it.getKey()
                            : "%s (with %s)".formatted(it.getKey(), String.join(", ", it.getValue())))
                    .collect(Collectors.joining(", ", "switched off, as their provider_id comes out empty: ", "")));
        }
    }

    private String oneOf() {
        return providers.isEmpty() ? "" : ": " + String.join(", ", providers.keySet());
    }

    private static boolean isOff(String id) {
        return id.isEmpty() || id.equals(DISABLED);
    }

    private static String nameSwitchedOn(Section entry) {
        String name = entry.textSwitchedOn("provider_id");
        return isOff(name) ? "a provider without a name" : name;
    }
}
