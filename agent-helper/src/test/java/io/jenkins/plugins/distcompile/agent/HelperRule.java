package io.jenkins.plugins.distcompile.agent;

import io.jenkins.plugins.distcompile.criteria.CompilerFacts;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import org.junit.rules.ExternalResource;
import org.junit.rules.TemporaryFolder;

/** A helper in this JVM with a work folder of its own; one test, one helper. */
final class HelperRule extends ExternalResource {

    final TemporaryFolder temporary = new TemporaryFolder();
    final List<String> log = new CopyOnWriteArrayList<>();
    final FixedMachine machine = new FixedMachine();
    private final List<AutoCloseable> open = new CopyOnWriteArrayList<>();
    Helper helper;

    @Override
    protected void before() throws IOException {
        temporary.create();
    }

    @Override
    protected void after() {
        for (AutoCloseable each : open) {
            try {
                each.close();
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        }
        temporary.delete();
    }

    Path work() {
        return temporary.getRoot().toPath().resolve("work");
    }

    Helper start(UnaryOperator<HelperConfig> settings) throws IOException {
        return start(work(), settings);
    }

    Helper start(Path work, UnaryOperator<HelperConfig> settings) throws IOException {
        HelperConfig config = settings.apply(
                new HelperConfig("test", work).slots(2).minFreeDiskBytes(0).log(log::add));
        helper = new Helper(config, machine);
        open.add(helper);
        return helper;
    }

    /** A helper whose only compiler is a script; see {@link FakeCompiler}. */
    Path startWithFake(String body) throws IOException {
        Path compiler = FakeCompiler.write(temporary.getRoot().toPath().resolve("gcc"), body);
        start(config -> config.allowedCompilers(List.of(compiler.toString())));
        return compiler;
    }

    TestClient client(String name) {
        TestClient client = new TestClient(helper, name);
        open.add(0, client);
        return client;
    }

    /** A client that has been bid every slot, and the digest of the only compiler. */
    TestClient winner() {
        TestClient client = client("client");
        client.win(100);
        return client;
    }

    static String digest(TestClient client) {
        List<CompilerFacts> compilers = client.all(io.jenkins.plugins.distcompile.protocol.Message.Bid.class)
                .get(0)
                .profile()
                .compilers();
        return compilers.get(0).digest();
    }
}
