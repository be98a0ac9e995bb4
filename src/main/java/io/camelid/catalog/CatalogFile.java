package io.camelid.catalog;

import io.camelid.catalog.CatalogReader.Reading;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The providers file. Where there is none, and never was one while this process runs, the copy on the class path serves.
 * Not thread-safe.
 */
public final class CatalogFile {

    private static final Logger LOG = LoggerFactory.getLogger(CatalogFile.class);

    private final Path path;
    private final String resource;
    private final CatalogReader reader;
    // a file that was there and is gone is a mistake, or an editor at work: no reason to serve something else
    private boolean seen;

    private CatalogFile(Path path, String resource, Environment environment) {
        this.path = path;
        this.resource = resource;
        this.reader = new CatalogReader(ProviderTypes.shipped(), environment);
    }

    /** A file that must be there. */
    public static CatalogFile at(Path path, Environment environment) {
        return new CatalogFile(path, "", environment);
    }

    /**
     * A file that may be missing.
     *
     * @param resource what serves then, by its name on the class path, like {@code io/camelid/config/providers.yaml}
     */
    public static CatalogFile at(Path path, String resource, Environment environment) {
        return new CatalogFile(path, resource, environment);
    }

    /** Its bytes now. */
    byte[] bytes() throws IOException {
        if (isResource()) {
            return resourceBytes();
        }
        byte[] bytes = Files.readAllBytes(path);
        seen = true;
        return bytes;
    }

    /**
     * Reads bytes of {@link #bytes()} and logs what there is to note.
     *
     * @throws CatalogException they can't work
     */
    Catalog parse(byte[] bytes) {
        Reading reading = reader.read(bytes, name());
        reading.notes().forEach(LOG::info);
        return reading.catalog();
    }

    /** As messages call it. */
    String name() {
        return isResource() ? "classpath:" + resource : path.toString();
    }

    private boolean isResource() {
        return !seen && !resource.isEmpty() && Files.notExists(path);
    }

    private byte[] resourceBytes() throws IOException {
        try (InputStream in = CatalogFile.class.getClassLoader().getResourceAsStream(resource)) {
            if (in == null) {
                throw new NoSuchFileException(resource);
            }
            return in.readAllBytes();
        }
    }
}
