package io.camelid.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.camelid.dialect.Json;
import java.util.ArrayList;
import java.util.List;

/** A provider under test: its row, a stub that is it, and the gateway's entries for it. */
final class Subject implements AutoCloseable {

    private final JsonNode row;
    private final ProviderStub stub;

    Subject(JsonNode row) {
        this.row = row;
        this.stub = new ProviderStub(row);
    }

    String id() {
        return row.path("id").textValue();
    }

    JsonNode row() {
        return row;
    }

    ProviderStub stub() {
        return stub;
    }

    /** Its id in the gateway's file. */
    String providerId() {
        return id().replaceAll("[, ]+", "-");
    }

    /** The other names of its type, each served by an entry of its own. */
    List<String> aliases() {
        List<String> types = Data.texts(row.path("types"));
        return types.subList(1, types.size());
    }

    String model() {
        return providerId() + "/" + row.path("model").textValue();
    }

    /** The model that refuses parameters; the same one at most providers. */
    String strictModel() {
        return providerId() + "/"
                + row.path("strict_model").asText(row.path("model").textValue());
    }

    /** The model of an entry of this provider's with a wrong key, without a key or with another name of its type. */
    String model(String entry) {
        return providerId() + "." + entry + "/" + row.path("model").textValue();
    }

    /** What it can't do of a feature; empty where it can. */
    String cannot(Feature feature) {
        return row.path("cannot").path(feature.heading()).asText();
    }

    /** Entries of the gateway's providers file. */
    List<ObjectNode> entries() {
        String setting = row.at("/key/setting").asText();
        String type = row.at("/types/0").asText();
        String address = stub.host() + row.path("address").asText();
        String whole = stub.host() + row.path("path").asText();
        List<ObjectNode> entries = new ArrayList<>();
        entries.add(entry("", type, address, setting, ProviderStub.KEY));
        entries.add(entry(".wrong", type, whole, setting, ProviderStub.WRONG_KEY));
        boolean refused = row.at("/key/without").asText().equals("refused");
        entries.add(entry(".keyless", type, refused ? "" : whole, setting, ""));
        aliases()
                .forEach(it ->
                        entries.add(entry("." + it.replaceAll(".*::", ""), it, whole, setting, ProviderStub.KEY)));
        return entries;
    }

    private ObjectNode entry(String suffix, String type, String address, String setting, String key) {
        ObjectNode entry = Json.MAPPER.createObjectNode();
        entry.put("provider_id", providerId() + suffix).put("provider_type", type);
        ObjectNode config = entry.putObject("config");
        if (!address.isEmpty()) {
            config.put("url", address);
        }
        if (!key.isEmpty()) {
            config.put(setting, key);
        }
        Data.put(config, row.path("config"));
        return entry;
    }

    @Override
    public void close() {
        stub.close();
    }
}
