package io.camelid.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CatalogWatchTest {

    private static final String RESOURCE = "io/camelid/config/providers.yaml";

    @TempDir
    Path folder;

    private Path path = Path.of("");
    private final AtomicInteger asked = new AtomicInteger();
    private CatalogWatch watch = watch("");
    private final List<String> told = new ArrayList<>();

    @BeforeEach
    void begin() throws IOException {
        path = folder.resolve("providers.yaml");
        write("one");
        watch = watch("");
        watch.load();
    }

    @Test
    void anEditIsCurrentOnceTwoLooksAgree() throws IOException {
        write("one", "two");

        watch.look();
        assertThat(providers()).containsExactly("one");
        watch.look();
        assertThat(providers()).containsExactly("one", "two");
    }

    @Test
    void aFileStillBeingWrittenIsNotTaken() throws IOException {
        write();
        watch.look();
        write("one", "two");
        watch.look();

        assertThat(providers()).containsExactly("one");
        watch.look();
        assertThat(providers()).containsExactly("one", "two");
    }

    @Test
    void aReplacedFileOfTheSameSizeAndTimeIsSeen() throws IOException {
        var time = Files.getLastModifiedTime(path);
        Path other = folder.resolve("other");
        Files.writeString(other, yaml("two"));
        Files.setLastModifiedTime(other, time);
        Files.move(other, path, StandardCopyOption.REPLACE_EXISTING);

        look();

        assertThat(providers()).containsExactly("two");
    }

    @Test
    void aFileThatCannotWorkLeavesTheOldCatalogAndIsTriedOnce() throws IOException {
        recordChanges();
        Catalog before = watch.current();
        Files.writeString(path, yaml("${env.ASKED}"));

        look();
        int askedOnce = asked.get();
        look();

        assertThat(watch.current()).isSameAs(before);
        assertThat(told).isEmpty();
        assertThat(asked).hasPositiveValue().hasValue(askedOnce);
    }

    @Test
    void aFileThatIsMendedIsTaken() throws IOException {
        Files.writeString(path, "providers: [");
        look();
        write("two");
        look();

        assertThat(providers()).containsExactly("two");
    }

    @Test
    void aMissingFileLeavesTheOldCatalogUntilItIsBack() throws IOException {
        Files.delete(path);
        look();
        assertThat(providers()).containsExactly("one");

        write("two");
        look();
        assertThat(providers()).containsExactly("two");
    }

    @Test
    void listenersHearOfAChangeBeforeAndAfterItIsCurrent() throws IOException {
        recordChanges();
        write("two");

        look();

        assertThat(told).containsExactly("before [one] -> [two], current [one]", "after [one] -> [two], current [two]");
    }

    @Test
    void aListenerThatCannotFollowKeepsTheOldCatalog() throws IOException {
        watch.listen(new CatalogListener() {
            @Override
            public void beforeChange(CatalogChange change) {
                throw new IllegalStateException("no route");
            }
        });
        write("two");

        look();

        assertThat(providers()).containsExactly("one");
    }

    @Test
    void itGoesOnWatchingWhenThereWasNoMemory() throws Exception {
        CountDownLatch failed = new CountDownLatch(1);
        CountDownLatch changed = new CountDownLatch(1);
        watch.listen(new CatalogListener() {
            @Override
            public void beforeChange(CatalogChange change) {
                if (failed.getCount() > 0) {
                    failed.countDown();
                    throw new OutOfMemoryError("injected");
                }
            }

            @Override
            public void afterChange(CatalogChange change) {
                changed.countDown();
            }
        });
        watch.start();
        try {
            write("two");
            assertThat(failed.await(20, TimeUnit.SECONDS)).isTrue();
            write("three");
            assertThat(changed.await(20, TimeUnit.SECONDS)).isTrue();
        } finally {
            watch.stop();
        }
    }

    @Test
    void theCopyOnTheClassPathServesWhereThereIsNoFile() throws IOException {
        Files.delete(path);
        watch = watch(RESOURCE);
        watch.load();
        assertThat(providers()).containsExactly("simulator");

        write("two");
        look();
        assertThat(providers()).containsExactly("two");
    }

    @Test
    void aFileThatWasThereIsNotReplacedByTheCopyOnTheClassPath() throws IOException {
        watch = watch(RESOURCE);
        watch.load();
        Files.delete(path);

        look();

        assertThat(providers()).containsExactly("one");
    }

    @Test
    void aFileThatMustBeThereAndIsNotIsNamed() throws IOException {
        Files.delete(path);

        assertThatThrownBy(watch("")::load)
                .isInstanceOf(CatalogException.class)
                .hasMessage(path + ": can't be read; put a providers file there,"
                        + " or name another (camelid.providers, CAMELID_PROVIDERS)");
    }

    private CatalogWatch watch(String resource) {
        return new CatalogWatch(
                resource.isEmpty() ? CatalogFile.at(path, this::unset) : CatalogFile.at(path, resource, this::unset));
    }

    private @Nullable String unset(String name) {
        asked.incrementAndGet();
        return null;
    }

    private void look() {
        watch.look();
        watch.look();
    }

    private Iterable<String> providers() {
        return watch.current().providers().keySet();
    }

    private void recordChanges() {
        watch.listen(new CatalogListener() {
            @Override
            public void beforeChange(CatalogChange change) {
                tell("before", change);
            }

            @Override
            public void afterChange(CatalogChange change) {
                tell("after", change);
            }
        });
    }

    private void tell(String when, CatalogChange change) {
        told.add("%s %s -> %s, current %s"
                .formatted(
                        when,
                        change.before().providers().keySet(),
                        change.after().providers().keySet(),
                        providers()));
    }

    private void write(String... ids) throws IOException {
        Files.writeString(path, yaml(ids));
    }

    private static String yaml(String... ids) {
        StringBuilder yaml = new StringBuilder("providers:\n  inference:\n");
        for (String id : ids) {
            yaml.append("  - {provider_id: \"%s\", provider_type: inline::simulator}\n".formatted(id));
        }
        return yaml.toString();
    }
}
