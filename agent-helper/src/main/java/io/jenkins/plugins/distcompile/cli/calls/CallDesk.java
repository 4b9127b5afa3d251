package io.jenkins.plugins.distcompile.cli.calls;

import io.jenkins.plugins.distcompile.dispatch.CallReader;
import io.jenkins.plugins.distcompile.dispatch.UnitIntake;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * Reads calls, on a thread of its own because a compiler that is new has to be asked what it is, and gives those to the build
 * that are for agents. Of the others it counts why.
 */
final class CallDesk implements CallServer.Desk, AutoCloseable {
    private static final System.Logger LOG = System.getLogger(CallDesk.class.getName());

    /** What a build, its report and its log can hold. */
    private static final int MOST_UNITS = 500_000;

    private static final int MOST_REASONS = 5;
    private static final long CLOSING_SECONDS = 2;

    private final CallReader reader;
    private final UnitIntake intake;
    private final boolean colour;
    private final Map<String, Integer> reasons = new TreeMap<>(); // guarded by itself
    private final ExecutorService thread = Executors.newSingleThreadExecutor(work -> {
        Thread made = new Thread(work, "distcompile-call-reader");
        made.setDaemon(true);
        return made;
    });
    private final CompletableFuture<CallServer> server = new CompletableFuture<>();
    private int units;

    /** @param colour whether compilers that would speak to a terminal may be told so */
    CallDesk(CallReader reader, UnitIntake intake, boolean colour) {
        this.reader = reader;
        this.intake = intake;
        this.colour = colour;
    }

    /** Calls may be there already: they wait for this. */
    void answerThrough(CallServer opened) {
        server.complete(opened);
    }

    @Override
    public void called(Caller caller, byte[] call) {
        try {
            thread.execute(() -> read(caller, call));
        } catch (RejectedExecutionException e) {
            server.join().refuse(caller, ""); // the run is ending
        }
    }

    private void read(Caller caller, byte[] call) {
        try {
            take(caller, LauncherCall.parse(call, colour));
        } catch (IOException e) {
            server.join().refuse(caller, e.getMessage());
        } catch (RuntimeException e) { // a name that is none in this locale; whatever it is, its caller waits
            LOG.log(System.Logger.Level.DEBUG, "a call", e);
            server.join().refuse(caller, "the call cannot be read: " + e.getMessage());
        }
    }

    private void take(Caller caller, LauncherCall call) {
        if (units == MOST_UNITS) {
            server.join().refuse(caller, "this run has had " + MOST_UNITS + " units");
            return;
        }
        CallReader.Call read = reader.read(call.command(), call.directory(), call.environment());
        if (read.localReason() != null) {
            synchronized (reasons) {
                reasons.merge(read.localReason(), 1, Integer::sum);
            }
            server.join().refuse(caller, "");
            return;
        }
        units++;
        caller.serve(intake.add(read, new UnitIntake.Listener() {
            @Override
            public void settled(int status, String said) {
                server.join().answer(caller, status, said);
            }

            @Override
            public void tooLate() {
                server.join().refuse(caller, "");
            }
        }));
    }

    /** One line on the calls that their callers have run themselves; null = there were none. */
    String others() {
        synchronized (reasons) {
            int all = reasons.values().stream().mapToInt(Integer::intValue).sum();
            String most = reasons.entrySet().stream()
                    .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
                    .limit(MOST_REASONS)
                    .map(reason -> reason.getValue() + " × " + reason.getKey())
                    .collect(Collectors.joining(", "));
            return all == 0
                    ? null
                    : all + (all == 1 ? " call was" : " calls were") + " run by the caller itself: " + most
                            + (reasons.size() > MOST_REASONS ? ", …" : "");
        }
    }

    @Override
    public void close() {
        List<Runnable> left = thread.shutdownNow();
        try {
            thread.awaitTermination(CLOSING_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        LOG.log(System.Logger.Level.DEBUG, "{0} calls unread", left.size());
    }
}
