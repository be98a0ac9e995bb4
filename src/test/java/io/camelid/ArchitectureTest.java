package io.camelid;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.GeneralCodingRules;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Who may know whom: dependencies point inwards. */
class ArchitectureTest {

    private static final String ROOT = "io.camelid";

    /** An exchange's and its stream's, one for hosts that pull, the choices of one request, and the catalog's. */
    private static final Set<String> BEGIN_THREADS = Set.of(
            "io.camelid.edge.Conversation",
            "io.camelid.edge.PulledBody",
            "io.camelid.camel.Siblings",
            "io.camelid.catalog.CatalogWatch",
            "io.camelid.catalog.ProviderRoutes",
            "io.camelid.upstream.HostNames");

    private static JavaClasses main;

    @BeforeAll
    static void read() {
        main = new ClassFileImporter()
                .importUrl(Camelid.class.getProtectionDomain().getCodeSource().getLocation());
    }

    @Test
    void theCanonicalModelKnowsOnlyTheLanguage() {
        check(classes()
                .that()
                .resideInAPackage(room("llama"))
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(room("llama"), "java..", "org.jspecify.."));
    }

    @Test
    void errorsKnowNobody() {
        knowsNoneBut("error");
    }

    @Test
    void theEventReaderKnowsNoDialect() {
        knowsNoneBut("sse");
    }

    @Test
    void theEdgeKnowsNoDialect() {
        knowsNoneBut("edge", "error");
    }

    @Test
    void callsToProvidersKnowNoDialect() {
        knowsNoneBut("upstream", "edge");
    }

    @Test
    void theSimulatorIsCanonical() {
        knowsNoneBut("simulator", "llama", "error", "dialect");
        knowsNoFormat("simulator");
    }

    @Test
    void aDialectKnowsNoRouteNoProviderAndNoWire() {
        knowsNoneBut("dialect", "llama", "sse", "error");
    }

    @Test
    void theCatalogKnowsNoTranslation() {
        knowsNoneBut("catalog", "llama", "error", "dialect");
        knowsNoFormat("catalog");
    }

    @Test
    void dialectsDoNotKnowEachOther() {
        check(slices().matching("io.camelid.dialect.(*)..")
                .should()
                .notDependOnEachOther()
                .ignoreDependency(
                        not(resideInAPackage("io.camelid.dialect.prompt..")),
                        resideInAPackage("io.camelid.dialect.prompt..")));
    }

    @Test
    void roomsHaveNoCycles() {
        check(slices().matching("io.camelid.(*)..").should().beFreeOfCycles());
    }

    @Test
    void onlyTheEntranceBuildsTheHouse() {
        check(classes()
                .that()
                .resideInAPackage(ROOT)
                .should()
                .onlyHaveDependentClassesThat()
                .resideInAPackage(ROOT));
    }

    @Test
    void thereIsOneJsonMapper() {
        check(noClasses()
                .that()
                .doNotHaveFullyQualifiedName("io.camelid.dialect.Json")
                .should()
                .callConstructor(ObjectMapper.class)
                .orShould()
                .callConstructor(JsonMapper.class)
                .orShould()
                .callMethod(JsonMapper.class, "builder")
                .orShould()
                .callMethod(ObjectMapper.class, "copy"));
    }

    @Test
    void threadsBeginInFewPlaces() {
        check(noClasses()
                .that(describe("are not known to begin threads", it -> !BEGIN_THREADS.contains(it.getName())))
                .should()
                .callMethodWhere(describe(
                        "it begins a thread",
                        it -> it.getTargetOwner().isEquivalentTo(Thread.class)
                                && it.getName().matches("ofVirtual|ofPlatform|startVirtualThread")))
                .orShould()
                .callConstructorWhere(
                        describe("it makes a thread", it -> it.getTargetOwner().isAssignableTo(Thread.class)))
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(Executor.class)
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(Executors.class));
    }

    @Test
    void nothingIsBoundToAThread() {
        check(noClasses().should().dependOnClassesThat().areAssignableTo(ThreadLocal.class));
        check(methods()
                .that()
                .areDeclaredInClassesThat(resideInAnyPackage(
                        room("edge"), room("upstream"), room("camel"), room("dialect"), room("sse"), room("simulator")))
                .should()
                .notHaveModifier(JavaModifier.SYNCHRONIZED));
    }

    @Test
    void logsGoThroughSlf4j() {
        check(GeneralCodingRules.NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING);
        check(noClasses()
                .that()
                .doNotHaveFullyQualifiedName("io.camelid.Camelid")
                .should(GeneralCodingRules.ACCESS_STANDARD_STREAMS));
    }

    /** A room and the rooms it may know; what is not ours is another matter. */
    private static void knowsNoneBut(String room, String... known) {
        String[] allowed = new String[known.length + 1];
        allowed[0] = room(room);
        for (int i = 0; i < known.length; i++) {
            allowed[i + 1] = room(known[i]);
        }
        check(noClasses()
                .that()
                .resideInAPackage(room(room))
                .should()
                .dependOnClassesThat(resideInAPackage("io.camelid..").and(not(resideInAnyPackage(allowed)))));
    }

    /** What all dialects share is common ground; none of them is. */
    private static void knowsNoFormat(String room) {
        check(noClasses()
                .that()
                .resideInAPackage(room(room))
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.camelid.dialect.*.."));
    }

    private static String room(String name) {
        return ROOT + "." + name + "..";
    }

    private static void check(ArchRule rule) {
        rule.check(main);
    }
}
