package io.camelid.catalog;

import java.util.List;

/**
 * Reads a providers file: bytes in, a checked catalog out.
 *
 * <p>Source: Llama Stack's {@code run.yaml}; what of it this gateway does not use is noted and otherwise ignored.
 */
final class CatalogReader {

    /** @param notes one line each, for the log */
    record Reading(Catalog catalog, List<String> notes) {}

    private final ProviderReader providerReader;
    private final Substitution substitution;

    CatalogReader(ProviderTypes types, Environment environment) {
        this.providerReader = new ProviderReader(types);
        this.substitution = new Substitution(environment);
    }

    /**
     * Reads the whole file, so that all its problems are told at once.
     *
     * @param file its name, for messages
     * @throws CatalogException it can't work
     */
    Reading read(byte[] yaml, String file) {
        Findings findings = new Findings(file);
        Section root = Section.root(YamlFile.read(yaml, file), substitution, findings);
        Catalog catalog = catalog(root, findings);
        findings.throwProblems();
        return new Reading(catalog, findings.notes());
    }

    private Catalog catalog(Section root, Findings findings) {
        root.text("version");
        Roster roster = new Roster(providerReader);
        Section providers = root.section("providers");
        if (!providers.has("inference")) {
            root.problem("providers", "must hold the list 'inference'; put at least one provider there");
        }
        providers.sections("inference").forEach(roster::provider);
        providers.noteUnused();
        root.sections("models").forEach(roster::model);
        root.noteUnused();
        roster.noteSwitchedOff(findings);
        return roster.catalog();
    }
}
