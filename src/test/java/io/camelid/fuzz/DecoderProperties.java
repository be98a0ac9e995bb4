package io.camelid.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.lang.management.ManagementFactory;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.LongRange;

/** Whatever comes, a decoder reads it or refuses it in words of ours, in bounded time and on an ordinary stack. */
class DecoderProperties {

    /** Of a processor, for one document of a few hundred kilobytes at most. */
    private static final long SECONDS = 5;

    @Property
    void aSpoiltDocumentIsReadOrRefused(@ForAll("target") Target target, @ForAll @LongRange(min = 0) long seed) {
        Mutations mutations = new Mutations(seed);
        List<byte[]> seeds = target.seeds();
        byte[] document = mutations.spoil(seeds.get((int) (seed % seeds.size())));
        long before = cpu();

        assertThatCode(() -> target.decoder().accept(document))
                .as(() -> shown(document))
                .doesNotThrowAnyException();
        assertThat(cpu() - before).as(() -> shown(document)).isLessThan(SECONDS * 1_000_000_000);
    }

    @Property
    void noiseIsReadOrRefused(@ForAll("target") Target target, @ForAll byte[] noise) {
        assertThatCode(() -> target.decoder().accept(noise)).doesNotThrowAnyException();
    }

    /** Without these the others would show nothing. */
    @Example
    void thereAreDocumentsForEveryDecoder() {
        assertThat(Target.ALL).allSatisfy(target -> {
            assertThat(target.seeds()).isNotEmpty();
            target.seeds().forEach(target.decoder());
        });
    }

    @Provide
    Arbitrary<Target> target() {
        return Arbitraries.of(Target.ALL);
    }

    private static long cpu() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    private static String shown(byte[] document) {
        String text = new String(document, UTF_8);
        return text.length() < 3000 ? text : text.substring(0, 3000) + "…";
    }
}
