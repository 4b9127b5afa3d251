package io.jenkins.plugins.distcompile.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.After;
import org.junit.ClassRule;
import org.junit.rules.TemporaryFolder;

/** The contract over real TLS. */
public class TlsLinkTest extends LinkContract {
    @ClassRule
    public static final TemporaryFolder FOLDER = new TemporaryFolder();

    private static final PoolKey KEY = PoolKey.generate();
    private final BlockingQueue<Opening> accepted = new ArrayBlockingQueue<>(10);
    private TlsServer server;

    @Override
    Ends connect() throws Exception {
        if (server == null) {
            Path state = FOLDER.getRoot().toPath().resolve("state");
            server = TlsServer.listen(
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                    state,
                    KEY,
                    "helper",
                    new TlsServer.Acceptor() {
                        @Override
                        public void accepted(Opening opening) {
                            accepted.add(opening);
                        }

                        @Override
                        public void refused(InetAddress address, String reason) {
                            throw new AssertionError(reason);
                        }
                    });
            assertThat(Files.getPosixFilePermissions(state)).hasSize(3);
        }
        Opening a = TlsConnector.connect("127.0.0.1", server.port(), KEY, "client", Duration.ofSeconds(20));
        assertThat(a.peer()).isEqualTo("helper (127.0.0.1:" + server.port() + ")");
        Opening b = accepted.poll(20, TimeUnit.SECONDS);
        assertThat(b.peer()).startsWith("client (/127.0.0.1:");
        return new Ends(a, b);
    }

    @After
    public void stop() {
        server.close();
    }
}
