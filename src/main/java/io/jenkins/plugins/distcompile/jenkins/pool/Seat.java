package io.jenkins.plugins.distcompile.jenkins.pool;

import hudson.FilePath;
import hudson.Proc;
import hudson.model.Computer;
import hudson.model.Node;
import hudson.model.TaskListener;
import hudson.slaves.OfflineCause;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * One helper on an agent, joined to the dispatcher on the build's node: {@code serve} there, {@code attach} here, and the
 * controller between them. Opens and closes on threads that may wait; whatever ends first ends the other.
 */
final class Seat {
    private static final Logger LOGGER = Logger.getLogger(Seat.class.getName());
    private static final long START_MILLIS = 60_000;
    /** So long a helper that is told to end has to say goodbye to the dispatcher. */
    private static final int GOODBYE_SECONDS = 3;
    /** So long after the end of its streams a helper's process may need to end itself. */
    private static final int DEATH_MILLIS = 1_000;

    /** Told once, on any thread, when both processes are gone. */
    interface Owner {
        /** @param news what a person should know of it; empty = nothing new */
        void ended(Seat seat, Optional<String> news);
    }

    private final String name;
    private final Computer computer;
    private final PoolHost host;
    private final PoolWishes wishes;
    private final Owner owner;
    private final AtomicBoolean closed = new AtomicBoolean();
    private volatile long joinedNanos; // 0 = not yet
    private Proc serve; // guarded by this; null = not started
    private Proc attach; // guarded by this; null = not started
    private SeatFolder folder; // guarded by this; null = not made

    Seat(String name, Computer computer, PoolHost host, PoolWishes wishes, Owner owner) {
        this.name = name;
        this.computer = computer;
        this.host = host;
        this.wishes = wishes;
        this.owner = owner;
    }

    String name() {
        return name;
    }

    Computer computer() {
        return computer;
    }

    /** How long its helper and the dispatcher have been joined; 0 = they never were. */
    double joinedMillis() {
        long since = joinedNanos;
        return since == 0 ? 0 : (System.nanoTime() - since) / 1e6;
    }

    /** Starts both processes on a thread of Jenkins' pool for agents. */
    void open() {
        Computer.threadPoolForRemoting.submit(() -> {
            try (TimeLimit limit = TimeLimit.ofMillis(START_MILLIS * 3)) {
                start();
            } catch (InterruptedException e) {
                failed(Ending.because("could not be started in time"));
            } catch (IOException | RuntimeException e) {
                LOGGER.log(Level.FINE, "seat " + name, e);
                failed(Ending.because("cannot help: " + e.getMessage()));
            }
        });
    }

    private void failed(Ending why) {
        if (!end(() -> why)) {
            // Closed while it started: whoever closed it may have looked for the folder before it was made.
            lastWords();
        }
    }

    private void start() throws IOException, InterruptedException {
        Proc there = serve();
        InputStream frames = there.getStdout();
        FilePath control = host.control();
        List<String> attachment = new ArrayList<>(List.of(
                "attach",
                control.getRemote(),
                "--agent",
                name,
                "--log",
                attachLog(control).getRemote()));
        if (wishes.triesDirect()) {
            Greeting greeting = introduce(there);
            frames = greeting.rest();
            if (!greeting.direct().isEmpty()) {
                attachment.add("--direct");
                attachment.add(String.join(",", greeting.direct()));
            } else if (wishes.needsDirect()) {
                host.tell(name + " has no port for direct links: " + greeting.reason());
            }
            if (wishes.needsDirect()) {
                attachment.add("--direct-only");
            }
        }
        Proc here = started(
                host.launcher()
                        .launch()
                        .cmds(host.program().smallCommand(attachment))
                        .quiet(true)
                        .writeStdin()
                        .readStdout()
                        .start(),
                false);
        joinedNanos = System.nanoTime() | 1;
        pump(frames, here.getStdin());
        pump(here.getStdout(), there.getStdin());
    }

    private Proc serve() throws IOException, InterruptedException {
        HelperProgram program = HelperProgram.on(computer);
        Node node = computer.getNode();
        FilePath root = node == null ? null : node.getRootPath();
        if (root == null) {
            throw new IOException("offline");
        }
        CompileNodeProperty settings = node.getNodeProperty(CompileNodeProperty.class);
        int sharers = wishes.beside() ? 1 : Math.max(1, computer.getNumExecutors());
        List<String> arguments = ServeArguments.of(name, settings, wishes.beside(), sharers, wishes.triesDirect());
        // Before --allow, which takes all the words that follow it.
        SeatFolder ours = SeatFolder.make(root.child(HelperJar.CACHE), host.id(), name);
        synchronized (this) {
            folder = ours;
        }
        arguments.addAll(1, ours.arguments());
        return started(
                node.createLauncher(TaskListener.NULL)
                        .launch()
                        .cmds(program.command(arguments))
                        .envs(computer.buildEnvironment(TaskListener.NULL))
                        .pwd(root)
                        .quiet(true)
                        .writeStdin()
                        .readStdout()
                        .start(),
                true);
    }

    /** Hands the build's key over and learns where the helper listens. The key is in memory here and nowhere else. */
    private Greeting introduce(Proc there) throws IOException, InterruptedException {
        String key = host.control().child("key").readToString().strip();
        OutputStream in = there.getStdin();
        in.write((key + "\n").getBytes(StandardCharsets.UTF_8));
        in.flush();
        return Greeting.read(there.getStdout());
    }

    /** Takes note of a process, or ends it at once where the seat was closed while it started. */
    private Proc started(Proc process, boolean onAgent) throws IOException {
        synchronized (this) {
            if (!closed.get()) {
                if (onAgent) {
                    serve = process;
                } else {
                    attach = process;
                }
                return process;
            }
        }
        kill(process);
        throw new IOException("no longer needed");
    }

    private void pump(InputStream in, OutputStream out) {
        Computer.threadPoolForRemoting.submit(() -> {
            try (in;
                    out) {
                Relay.copy(in, out);
                broken(Ending.BY_ITSELF);
            } catch (IOException | RuntimeException e) {
                LOGGER.log(Level.FINE, "relay of " + name, e);
                broken(Ending.because(away()));
            }
        });
    }

    private String away() {
        if (!computer.isOffline()) {
            return "the link broke";
        }
        OfflineCause cause = computer.getOfflineCause();
        return "went offline" + (cause == null ? "" : ": " + cause);
    }

    /** Ends the helper, its compilers and the attach; returns at once. */
    void close(Ending why) {
        end(() -> why);
    }

    private void broken(Ending why) {
        if (end(() -> death().orElse(why))) {
            host.suspect();
        }
    }

    /** How the helper's process was ended: which of its streams was seen to break first says little. Empty = it was not. */
    private Optional<Ending> death() {
        Proc helper;
        synchronized (this) {
            helper = serve;
        }
        if (helper == null) {
            return Optional.empty();
        }
        try (TimeLimit limit = TimeLimit.ofMillis(DEATH_MILLIS)) {
            return Ending.bySignal(helper.join());
        } catch (IOException | InterruptedException | RuntimeException e) {
            LOGGER.log(Level.FINE, "no exit status of " + name, e);
            return Optional.empty();
        }
    }

    /**
     * True once.
     *
     * @param reason asked for before the processes are killed, on a thread that may wait
     */
    private boolean end(Supplier<Ending> reason) {
        if (!closed.compareAndSet(false, true)) {
            return false;
        }
        Computer.threadPoolForRemoting.submit(() -> {
            Ending why = reason.get();
            Proc there;
            Proc here;
            synchronized (this) {
                there = serve;
                here = attach;
            }
            kill(there);
            awaitGoodbye(here);
            kill(here);
            Optional<String> news = why.news(lastWords());
            LOGGER.fine(() -> "seat " + name + " ended: " + news.orElse("as the build has told"));
            owner.ended(this, news);
        });
        return true;
    }

    // In files, since a launcher that lets us read a remote process's output mixes its errors into it.

    private FilePath attachLog(FilePath control) {
        return control.child("attach-" + name.replaceAll("[^A-Za-z0-9_.-]", "_") + ".log");
    }

    /** What the two processes said last; then removes what the helper left. The attach's log goes with its folder. */
    private String lastWords() {
        String helper = "";
        String attached = "";
        SeatFolder left;
        synchronized (this) {
            left = folder;
        }
        try (TimeLimit limit = TimeLimit.remoteCall()) {
            if (left != null) {
                helper = SeatFolder.lastLine(left.log());
                left.remove();
            }
            attached = SeatFolder.lastLine(attachLog(host.control()));
        } catch (IOException | InterruptedException | RuntimeException e) {
            LOGGER.log(Level.FINE, "no last words of " + name, e);
        }
        String words = helper + (helper.isEmpty() || attached.isEmpty() ? "" : "; ") + attached;
        return words.isEmpty() ? "the helper ended" : words;
    }

    /** Its end passes on to the attach, behind what it still says. */
    private static void awaitGoodbye(Proc attach) {
        if (attach == null) {
            return;
        }
        TimeLimit limit = TimeLimit.ofMillis(TimeUnit.SECONDS.toMillis(GOODBYE_SECONDS));
        try (limit) {
            attach.join();
        } catch (InterruptedException e) {
            if (!limit.struck()) {
                Thread.currentThread().interrupt();
            }
        } catch (IOException | RuntimeException e) {
            LOGGER.log(Level.FINE, "no goodbye", e);
        }
    }

    private static void kill(Proc process) {
        if (process == null) {
            return;
        }
        try (TimeLimit limit = TimeLimit.remoteCall()) {
            process.kill();
        } catch (IOException | InterruptedException | RuntimeException e) {
            // Its agent is gone; the helper sees that nobody talks to it and ends by itself.
            LOGGER.log(Level.FINE, "cannot kill a helper", e);
        }
    }
}
