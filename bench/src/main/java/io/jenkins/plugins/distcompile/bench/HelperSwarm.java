package io.jenkins.plugins.distcompile.bench;

import io.jenkins.plugins.distcompile.agent.Helper;
import io.jenkins.plugins.distcompile.agent.HelperConfig;
import io.jenkins.plugins.distcompile.link.Opening;
import io.jenkins.plugins.distcompile.link.PoolKey;
import io.jenkins.plugins.distcompile.link.TlsServer;
import io.jenkins.plugins.distcompile.toolchain.CompilerIdentity;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/** Many helpers in one JVM, each of one slot with a port of its own; a process of {@link Swarm}. */
final class HelperSwarm {
    private HelperSwarm() {}

    /** Arguments: first number, count, key file, work folder. Prints a port a line and runs until it is killed. */
    public static void main(String[] args) throws Exception {
        int first = Integer.parseInt(args[0]);
        int count = Integer.parseInt(args[1]);
        PoolKey key = PoolKey.read(Path.of(args[2]));
        Path work = Files.createDirectories(Path.of(args[3]));
        CompilerIdentity compilers = new CompilerIdentity();
        for (int i = first; i < first + count; i++) {
            String name = "swarm-" + i;
            Helper helper = new Helper(new HelperConfig(name, work)
                    .slots(1)
                    .allowedCompilers(java.util.List.of("gcc"))
                    .compilers(compilers));
            TlsServer server = TlsServer.listen(
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                    work.resolve("state"),
                    key,
                    name,
                    new TlsServer.Acceptor() {
                        @Override
                        public void accepted(Opening opening) {
                            helper.accept(opening);
                        }

                        @Override
                        public void refused(InetAddress address, String reason) {
                            System.err.println(name + " refused " + address + ": " + reason);
                        }
                    });
            System.out.println(server.port());
        }
        System.out.flush();
        new CountDownLatch(1).await();
    }
}
