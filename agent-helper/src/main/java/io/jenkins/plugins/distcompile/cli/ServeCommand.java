package io.jenkins.plugins.distcompile.cli;

import io.jenkins.plugins.distcompile.agent.Helper;
import io.jenkins.plugins.distcompile.agent.HelperConfig;
import io.jenkins.plugins.distcompile.agent.UnitRehearsal;
import io.jenkins.plugins.distcompile.agent.benchmark.BenchmarkPolicy;
import io.jenkins.plugins.distcompile.link.Opening;
import io.jenkins.plugins.distcompile.link.PoolKey;
import io.jenkins.plugins.distcompile.link.TlsServer;
import io.jenkins.plugins.distcompile.multicast.Ear;
import io.jenkins.plugins.distcompile.multicast.MulticastGroup;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code distcompile serve}: the helper, as a daemon or over standard input and output. */
@Command(
        name = "serve",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        abbreviateSynopsis = true,
        description = "Runs a helper: it bids for units, compiles them and gives them back when it is told to stop.",
        footer = {
            "",
            "Examples:",
            "  distcompile serve --listen 0.0.0.0:7700 --key-file ~/.distcompile.key --slots 8",
            "  distcompile serve --join 239.255.77.1:7701 --key-file ~/.distcompile.key"
        })
final class ServeCommand implements Callable<Integer> {
    @Option(
            names = "--listen",
            paramLabel = "ADDRESS:PORT",
            description = "Listen for clients over TLS 1.3; port 0 takes a free one.")
    private String listen;

    @Option(
            names = "--join",
            paramLabel = "GROUP:PORT",
            description = {
                "Join this multicast group, instead of or beside --listen: builds that announce to it",
                "('build --multicast') are called back if this machine would bid. May be repeated."
            })
    private List<String> join = List.of();

    @Option(
            names = "--join-interface",
            paramLabel = "NAME",
            description = "Network interface by which to join; may be repeated. Default: every one that is up.")
    private List<String> joinInterfaces = List.of();

    @Option(names = "--stdio", description = "Serve one client over standard input and output; log to standard error.")
    private boolean stdio;

    @Option(
            names = "--direct",
            paramLabel = "ADDRESS:PORT",
            description = {
                "With --stdio: listen there too, for the holder of the pool key that the first line of input states,",
                "and answer with one line of JSON that lists the addresses: docs/control-folder.md."
            })
    private String direct;

    @Option(names = "--key-file", paramLabel = "FILE", description = "The pool key, made by 'distcompile key'.")
    private Path keyFile =
            System.getenv("DISTCOMPILE_KEY_FILE") == null ? null : Path.of(System.getenv("DISTCOMPILE_KEY_FILE"));

    @Option(
            names = "--state",
            paramLabel = "DIR",
            description = "Folder for this helper's certificate, ranks and benchmark score."
                    + " Default: ~/.local/state/distcompile")
    private Path state = Folders.state();

    @Mixin
    private HelperOptions options;

    @Mixin
    private ActivityOptions activity;

    @Mixin
    private UtilityOptions utilities;

    @Mixin
    private LogOption messages;

    @Option(
            names = "--benchmark",
            negatable = true,
            description = {
                "Time the benchmark unit at this start; with --no-benchmark never. Default with --listen: when there is",
                "no score yet for this compiler and hardware; with --stdio: never."
            })
    private Boolean benchmark;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        messages.open(spec);
        if (stdio ? listen != null || !join.isEmpty() : listen == null && join.isEmpty()) {
            throw UserError.usage("say where to serve: --listen ADDRESS:PORT, --join GROUP:PORT, or both; or --stdio");
        }
        if (direct != null && !stdio) {
            throw UserError.usage("--direct " + direct + " goes with --stdio; --listen opens a port as it is");
        }
        InetSocketAddress port = direct == null ? null : ListenAddress.parse("--direct", direct);
        PrintWriter log = spec.commandLine().getErr();
        CountDownLatch ended = new CountDownLatch(1);
        try (HelperHere here = new HelperHere(
                () -> Helpers.start(options, this::settings, log::println),
                "the helper is shutting down",
                ended::countDown)) {
            Helper helper = here.helper();
            if (stdio) {
                // Whatever else prints must not get between the frames.
                System.setOut(System.err);
                new StdioService(helper, options.name, state, log::println, ended).serve(port);
            } else {
                serveTls(helper, log, ended);
            }
            return ExitStatus.OK;
        }
    }

    private HelperConfig settings(HelperConfig config) {
        BenchmarkPolicy standard = stdio ? BenchmarkPolicy.NEVER : BenchmarkPolicy.WHEN_NEEDED;
        return config.state(state)
                .activity(activity.policy(stdio), activity.every())
                .rankings(utilities.policy(stdio), utilities.folder)
                .rankingTimes(utilities.limit(), utilities.forget())
                .benchmark(benchmark == null ? standard : benchmark ? BenchmarkPolicy.NOW : BenchmarkPolicy.NEVER);
    }

    private void serveTls(Helper helper, PrintWriter log, CountDownLatch ended) throws InterruptedException {
        PoolKey key = PoolOptions.readKey(keyFile, "a helper on the network needs a pool key");
        try (Doors doors = new Doors()) {
            if (listen != null) {
                listen(helper, log, key, doors);
            }
            if (!join.isEmpty()) {
                join(helper, log, key, doors);
            }
            ended.await();
        }
    }

    private void listen(Helper helper, PrintWriter log, PoolKey key, Doors doors) {
        InetSocketAddress address = ListenAddress.parse("--listen", listen);
        UnitRehearsal.run();
        try {
            TlsServer server = TlsServer.listen(address, state, key, options.name, new Doorkeeper(helper, log));
            doors.add(server::close);
            log.println(
                    "helper " + options.name + " listens on " + address.getHostString() + ":" + server.port() + with());
        } catch (IOException e) {
            throw new UserError(ExitStatus.POOL, "cannot serve on --listen " + listen + ": " + Reason.of(e));
        }
    }

    private void join(Helper helper, PrintWriter log, PoolKey key, Doors doors) {
        CallBack callBack = new CallBack(helper, options.name, key, log::println);
        doors.add(callBack::close);
        for (MulticastGroup group : MulticastOptions.groups("--join", join, joinInterfaces)) {
            try {
                Ear ear = Ear.open(group, key, callBack);
                doors.add(ear::close);
                log.println("helper " + options.name + " joined " + group + with());
            } catch (IOException e) {
                throw new UserError(ExitStatus.POOL, "cannot --join " + group + ": " + Reason.of(e));
            }
        }
    }

    private String with() {
        return " with " + options.slots() + (options.slots() == 1 ? " slot" : " slots");
    }

    /** What is open to clients; closed in the order opposite to that of opening. */
    private static final class Doors implements AutoCloseable {
        private final Deque<Runnable> open = new ArrayDeque<>();

        void add(Runnable close) {
            open.push(close);
        }

        @Override
        public void close() {
            open.forEach(Runnable::run);
        }
    }

    /** Lets proven clients in and names those that were turned away. */
    private record Doorkeeper(Helper helper, PrintWriter log) implements TlsServer.Acceptor {
        @Override
        public void accepted(Opening opening) {
            helper.accept(opening);
        }

        @Override
        public void refused(InetAddress address, String reason) {
            log.println("refused " + address.getHostAddress() + ": " + reason);
        }
    }
}
