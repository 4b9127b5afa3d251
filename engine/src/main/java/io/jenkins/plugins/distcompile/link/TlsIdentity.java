package io.jenkins.plugins.distcompile.link;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.HexFormat;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * The TLS certificate of a helper, or of a client that helpers call: self-signed, EC P-256, made once by the JDK's {@code keytool} and kept in a folder that
 * only its owner can read, its random password beside it. Renewed a day before it expires. Blocking; any thread, and
 * any number of processes at once (a lock file orders them).
 */
final class TlsIdentity {
    private static final String ALIAS = "helper";
    private static final Duration RENEW_BEFORE = Duration.ofDays(1);
    private static final Duration KEYTOOL_DEADLINE = Duration.ofSeconds(60);

    private final SSLContext context;
    private final byte[] fingerprint;

    private TlsIdentity(SSLContext context, byte[] fingerprint) {
        this.context = context;
        this.fingerprint = fingerprint;
    }

    SSLContext context() {
        return context;
    }

    /** SHA-256 of the certificate. */
    byte[] fingerprint() {
        return fingerprint.clone();
    }

    /** Loads the identity from the folder, making it first where it is missing, damaged or about to expire. */
    static TlsIdentity in(Path folder, int validityDays) throws IOException {
        OwnerOnly.createFolder(folder);
        // A file lock orders processes; within one JVM a second one would be refused rather than wait.
        synchronized (TlsIdentity.class) {
            try (FileChannel channel = FileChannel.open(
                            folder.resolve("tls.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock lock = channel.lock()) {
                KeyStore store = lock.isValid() ? usable(folder) : null;
                return of(store == null ? make(folder, validityDays) : store, password(folder));
            } catch (GeneralSecurityException e) {
                throw new IOException(folder + ": cannot use the TLS certificate: " + e.getMessage(), e);
            }
        }
    }

    /** A client's context: takes any certificate; see {@link TlsConnector} for why that is enough. */
    static SSLContext trustingContext() {
        try {
            return context(null, new TrustManager[] {new AnyCertificate()});
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("TLS 1.3 belongs to every Java runtime", e);
        }
    }

    static byte[] fingerprint(Certificate certificate) throws GeneralSecurityException {
        return MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded());
    }

    private static TlsIdentity of(KeyStore store, char[] password) throws GeneralSecurityException {
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, password);
        return new TlsIdentity(context(keys, new TrustManager[0]), fingerprint(store.getCertificate(ALIAS)));
    }

    /**
     * The only place where a context is set up. No certificate authority takes part: helpers have none, and clients
     * check no chain, since the pool key's proof over the certificate's fingerprint follows at once.
     */
    private static SSLContext context(KeyManagerFactory keys, TrustManager[] trust) throws GeneralSecurityException {
        SSLContext context = SSLContext.getInstance("TLSv1.3");
        context.init(keys == null ? null : keys.getKeyManagers(), trust, new SecureRandom());
        return context;
    }

    private static Path store(Path folder) {
        return folder.resolve("tls.p12");
    }

    private static Path passwordFile(Path folder) {
        return folder.resolve("tls.password");
    }

    private static char[] password(Path folder) throws IOException {
        return Files.readString(passwordFile(folder), StandardCharsets.US_ASCII).toCharArray();
    }

    /** @return null = to be made anew */
    private static KeyStore usable(Path folder) throws GeneralSecurityException, IOException {
        if (!Files.exists(store(folder)) || !Files.exists(passwordFile(folder))) {
            return null;
        }
        KeyStore store;
        try {
            store = load(store(folder), password(folder));
        } catch (IOException e) {
            // Half a state folder, or another password: a new certificate costs nothing, nobody has pinned the old one.
            return null;
        }
        return store.getCertificate(ALIAS) instanceof X509Certificate certificate
                        && certificate
                                .getNotAfter()
                                .after(Date.from(Instant.now().plus(RENEW_BEFORE)))
                ? store
                : null;
    }

    private static KeyStore load(Path file, char[] password) throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            store.load(in, password);
        }
        return store;
    }

    private static KeyStore make(Path folder, int validityDays) throws IOException, GeneralSecurityException {
        byte[] random = new byte[24];
        new SecureRandom().nextBytes(random);
        Path passwordDraft = OwnerOnly.createTempFile(folder, "password");
        Path storeDraft = Files.createTempDirectory(folder, "keytool").resolve("tls.p12");
        try {
            Files.writeString(passwordDraft, HexFormat.of().formatHex(random), StandardCharsets.US_ASCII);
            keytool(passwordDraft, storeDraft, validityDays);
            Files.move(passwordDraft, passwordFile(folder), StandardCopyOption.REPLACE_EXISTING);
            Files.move(storeDraft, store(folder), StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(passwordDraft);
            Files.deleteIfExists(storeDraft);
            Files.deleteIfExists(storeDraft.getParent());
        }
        return load(store(folder), password(folder));
    }

    private static void keytool(Path passwordFile, Path store, int validityDays) throws IOException {
        Path tool = Path.of(System.getProperty("java.home"), "bin", "keytool");
        Path output = store.resolveSibling("output");
        try {
            Process process = new ProcessBuilder(
                            tool.toString(),
                            // Half a second of work: the second compiler and parallel collectors cost more than they
                            // bring.
                            "-J-XX:TieredStopAtLevel=1",
                            "-J-XX:+UseSerialGC",
                            "-genkeypair",
                            "-alias",
                            ALIAS,
                            "-keyalg",
                            "EC",
                            "-groupname",
                            "secp256r1",
                            "-dname",
                            "CN=distributed-compile helper",
                            "-validity",
                            Integer.toString(validityDays),
                            "-storetype",
                            "PKCS12",
                            "-keystore",
                            store.toString(),
                            "-storepass:file",
                            passwordFile.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            process.getOutputStream().close();
            if (!process.waitFor(KEYTOOL_DEADLINE.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IOException(tool + ": not done within " + KEYTOOL_DEADLINE.toSeconds() + " s");
            }
            if (process.exitValue() != 0) {
                String said = Files.readString(output).strip();
                throw new IOException(tool + " failed (" + process.exitValue() + "): " + said);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(tool + ": interrupted", e);
        } finally {
            Files.deleteIfExists(output);
        }
    }

    private static final class AnyCertificate extends X509ExtendedTrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, java.net.Socket socket) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, javax.net.ssl.SSLEngine engine) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, java.net.Socket socket) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, javax.net.ssl.SSLEngine engine) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
