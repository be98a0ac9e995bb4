package io.camelid;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** A certificate for one host name that nobody but itself vouches for, made by the JDK's own keytool. */
public final class Certificate {

    private static final String ALIAS = "provider";
    private static final String PASSWORD = "not-a-secret";

    private final KeyStore keys;

    private Certificate(KeyStore keys) {
        this.keys = keys;
    }

    /**
     * A new one, with a new key.
     *
     * @param folder a test's own, for keytool's file
     */
    public static Certificate of(String host, Path folder) throws Exception {
        Path file = folder.resolve(host + ".p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        ALIAS,
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=a stub of " + folder.getFileName(),
                        "-ext",
                        "san=dns:" + host,
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        PASSWORD,
                        "-keystore",
                        file.toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (keytool.waitFor() != 0) {
            throw new IllegalStateException("keytool: " + said);
        }
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            keys.load(in, PASSWORD.toCharArray());
        }
        return new Certificate(keys);
    }

    /** TLS of who holds its key. */
    public SSLContext holder() throws GeneralSecurityException {
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(keys, PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(factory.getKeyManagers(), null, null);
        return context;
    }

    /** Has this JVM trust it, and nobody else, as an operator does who sets the JVM's trust store; until closed. */
    public Trust trusted(Path folder) throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setCertificateEntry(ALIAS, keys.getCertificate(ALIAS));
        Path file = folder.resolve("trusted.p12");
        try (OutputStream out = Files.newOutputStream(file)) {
            store.store(out, PASSWORD.toCharArray());
        }
        return new Trust(file);
    }

    /** What a client reads that builds its first TLS connection meanwhile. */
    public static final class Trust implements AutoCloseable {

        private static final String STORE = "javax.net.ssl.trustStore";
        private static final String STORE_PASSWORD = "javax.net.ssl.trustStorePassword";

        private Trust(Path store) {
            if (System.getProperty(STORE) != null) {
                throw new IllegalStateException("this JVM has a trust store of its own");
            }
            System.setProperty(STORE, store.toString());
            System.setProperty(STORE_PASSWORD, PASSWORD);
        }

        @Override
        public void close() {
            System.clearProperty(STORE);
            System.clearProperty(STORE_PASSWORD);
        }
    }
}
