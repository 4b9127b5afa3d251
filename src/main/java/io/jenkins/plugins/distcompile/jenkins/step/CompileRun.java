package io.jenkins.plugins.distcompile.jenkins.step;

import hudson.AbortException;
import hudson.ExtensionList;
import hudson.FilePath;
import hudson.Launcher;
import hudson.model.Computer;
import hudson.model.Run;
import hudson.remoting.RequestAbortedException;
import io.jenkins.plugins.distcompile.jenkins.CapacityClass;
import io.jenkins.plugins.distcompile.jenkins.DistCompileConfiguration;
import io.jenkins.plugins.distcompile.jenkins.page.DistCompileAction;
import io.jenkins.plugins.distcompile.jenkins.page.KnownRates;
import io.jenkins.plugins.distcompile.jenkins.pool.CompilePool;
import io.jenkins.plugins.distcompile.jenkins.pool.HelperProgram;
import io.jenkins.plugins.distcompile.jenkins.pool.PoolHost;
import io.jenkins.plugins.distcompile.jenkins.pool.PoolWishes;
import io.jenkins.plugins.distcompile.jenkins.pool.ReturnedAgents;
import io.jenkins.plugins.distcompile.jenkins.pool.TimeLimit;
import io.jenkins.plugins.distcompile.report.BuildEvent;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.model.Jenkins;

/**
 * One compile as the controller sees it: starts the dispatcher on the build's node, looks after it, keeps what it tells,
 * and gives it agents. Whoever runs it calls {@link #start} once and {@link #look} again and again; after a restart of the
 * controller a new one with the same id goes on with {@code look}. Used by one thread at a time.
 */
public final class CompileRun implements PoolHost {
    private static final Logger LOGGER = Logger.getLogger(CompileRun.class.getName());

    private final String id;
    private final DistCompileStep request;
    private final CompileHost host;
    private final BuildRecord record;
    private final EventStream events = new EventStream();
    private final ConsoleText console;
    private final Vigil vigil = new Vigil();
    private final Map<String, String> failures = new LinkedHashMap<>();
    private final PoolWishes wishes;
    private final CompilePool pool;
    private final Queue<String> told = new ConcurrentLinkedQueue<>();
    private PrintStream log; // null = not asked for yet
    private HelperProgram program; // null = not asked for yet
    private boolean replayed;
    private boolean started; // in this life of the controller
    private boolean news;
    private volatile boolean suspected;
    private volatile String controlPath; // null = not asked for yet
    private volatile boolean cancelled;
    private int comingTold = -1; // -1 = nothing in this life of the controller

    /** @param id names this compile in its build: letters and digits */
    public CompileRun(String id, DistCompileStep request, CompileHost host) {
        this.id = id;
        this.request = request;
        this.host = host;
        this.record = BuildRecord.of(host.run().getRootDir().toPath(), id);
        this.console = new ConsoleText(request.isVerbose());
        String label = request.getLabel().isEmpty() ? configuration().getLabel() : request.getLabel();
        this.wishes =
                new PoolWishes(label, request.getMode().equals("beside"), request.getMaxExecutors(), request.getLink());
        this.pool = CompilePool.of(this, wishes);
    }

    /**
     * Checks the request and starts the dispatcher. May be called again when nobody knows whether it was.
     *
     * @throws AbortException for everything that its author can put right, in words for him
     */
    public void start() throws IOException, InterruptedException {
        try {
            begin();
        } catch (AbortException e) {
            show(DistCompileAction.notBegun(id, e.getMessage()));
            throw e;
        }
        show(new DistCompileAction(id));
    }

    /** On the build's page, unless it is there. */
    private void show(DistCompileAction page) throws IOException {
        if (host.run().getActions(DistCompileAction.class).stream()
                .noneMatch(action -> action.getStepId().equals(id))) {
            host.run().addAction(page);
            host.run().save();
        }
    }

    private void begin() throws IOException, InterruptedException {
        List<String> troubles = RequestCheck.troubles(request);
        if (!troubles.isEmpty()) {
            throw new AbortException("distCompile: " + String.join("\n", troubles));
        }
        String note = CompilePool.checkLabel(wishes, request.getFallback().equals("wait"));
        if (!note.isEmpty()) {
            say("WARNING: " + note);
        }
        started = true;
        FilePath control = control();
        String options = RequestJson.of(request, context());
        int coming = CompilePool.mayCome(wishes, host.nodeName());
        comingTold = coming;
        ProjectHistory.of(host.run().getParent()).read(copy -> {
            try (TimeLimit limit = TimeLimit.ofMillis(TimeLimit.REMOTE_CALL_MILLIS * 3)) {
                new ControlFolder(control).prepare(options, copy, coming);
            }
            return null;
        });
        try {
            DispatcherStart.run(program(), control, folder(), host.launcher(), host.environment());
        } catch (IOException e) {
            close("the dispatcher did not start");
            throw e;
        }
    }

    private RequestJson.Context context() throws AgentAwayException {
        String build = host.run().getParent().getFullName() + "-" + host.run().getNumber();
        String plain = build.replaceAll("[^A-Za-z0-9._-]+", "-").replaceAll("^[^A-Za-z0-9]+", "");
        String shown = plain.substring(Math.max(0, plain.length() - 80)).replaceAll("^[^A-Za-z0-9]+", "");
        List<CapacityClass> classes =
                request.getRateClasses().isEmpty() ? configuration().getClasses() : request.getRateClasses();
        String currency = request.getCurrency().isEmpty() ? configuration().getCurrency() : request.getCurrency();
        return new RequestJson.Context(
                shown + "-" + id,
                ProjectHistory.PROJECT,
                folder().getRemote(),
                host.nodeName().isEmpty() ? "built-in" : host.nodeName(),
                KnownRates.of(
                        CompilePool.rates(Jenkins.get().getNodes()),
                        CompilePool.executors(Jenkins.get().getNodes()),
                        request.getMode().equals("beside"),
                        DistCompileConfiguration.model(classes, currency)),
                classes.stream().map(CapacityClass::option).toList(),
                currency);
    }

    /**
     * Takes what the dispatcher has said since and gives and takes agents.
     *
     * @return empty = it is at work
     * @throws AgentAwayException when the build's node cannot be reached now
     * @throws AbortException when the dispatcher has died
     * @throws IOException for trouble on the way that may pass
     */
    public Optional<Outcome> look() throws IOException, InterruptedException {
        replay();
        news = false;
        ControlFolder control = new ControlFolder(control());
        byte[] result = limited(control::result);
        drain(control);
        if (result != null) {
            return Optional.of(conclude(result));
        }
        String death = death(control);
        if (death != null) {
            String words = limited(control::log);
            close("the dispatcher has died");
            throw new AbortException(
                    "distCompile: " + death + (words.isEmpty() ? "" : ". Its log ends with:\n" + words));
        }
        for (String line = told.poll(); line != null; line = told.poll()) {
            say(line);
        }
        if (!cancelled) {
            pool.tend();
            tellComing(control);
        }
        return Optional.empty();
    }

    /** Why the dispatcher is dead; null = it lives, as far as anybody knows. What agents said of it is told after this. */
    private String death(ControlFolder control) throws IOException, InterruptedException {
        String death = vigil.look(limited(control::alive), System.nanoTime());
        boolean doubted = suspected;
        suspected = false;
        if (death != null || !doubted && !vigil.isWorthAsking()) {
            return death;
        }
        HelperProgram ours = program();
        boolean gone = limited(() -> DispatcherStart.isGone(ours, control.path(), host.launcher()));
        // Its result is there before its port closes.
        return gone && limited(control::result) == null
                ? "the dispatcher's process is gone and left no result: it was killed, or memory ran out"
                : null;
    }

    private void tellComing(ControlFolder control) throws IOException, InterruptedException {
        int coming = pool.coming();
        if (coming >= 0 && coming != comingTold) {
            limited(() -> {
                control.coming(coming);
                return null;
            });
            comingTold = coming;
        }
    }

    /** Whether the last look brought anything. */
    public boolean hasNews() {
        return news;
    }

    /** Where it stands, such as {@code 42/138 units, …}. */
    public String progress() {
        return console.tally().progress();
    }

    /** After a restart: what is kept is counted, not printed again. */
    private void replay() throws IOException {
        if (replayed) {
            return;
        }
        replayed = true;
        try {
            record.replay(piece -> {
                try {
                    for (BuildEvent event : events.accept(piece)) {
                        console.accept(event);
                        note(event);
                    }
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private void drain(ControlFolder control) throws IOException, InterruptedException {
        for (byte[] piece = next(control); piece.length > 0; piece = next(control)) {
            news = true;
            record.append(piece);
            for (BuildEvent event : events.accept(piece)) {
                note(event);
                for (String line : console.accept(event)) {
                    log().println(line);
                }
            }
        }
    }

    private byte[] next(ControlFolder control) throws IOException, InterruptedException {
        long offset = record.length();
        return limited(() -> control.events(offset));
    }

    private void note(BuildEvent event) {
        pool.accept(event);
        if (event instanceof BuildEvent.UnitDone done && !done.success()) {
            failures.put(done.unit(), done.reason() == null ? "" : done.reason());
        }
    }

    private Outcome conclude(byte[] bytes) throws IOException, InterruptedException {
        DispatcherResult result = DispatcherResult.read(bytes);
        record.result(bytes);
        for (String line : result.summaryLines()) {
            log().println(ConsoleText.PREFIX + line);
        }
        ProjectHistory.of(host.run().getParent()).add(result.observations(), warning -> say("WARNING: " + warning));
        close("the build has ended");
        return new Outcome(result.success(), reason(result), ResultMap.of(result.summary(), failures));
    }

    private String reason(DispatcherResult result) {
        if (result.success()) {
            return "";
        }
        if (failures.isEmpty()) {
            return result.reason().isEmpty() ? "the build failed" : result.reason();
        }
        return FailureText.of(failures);
    }

    /** Asks the dispatcher to end; {@link #look} then brings its outcome within seconds. */
    public void cancel(String reason) throws IOException, InterruptedException {
        cancelled = true;
        // Executors that become free now are not for us.
        pool.takeNoMore();
        boolean told = false;
        try {
            limited(() -> {
                new ControlFolder(control()).cancel(reason);
                return null;
            });
            told = true;
        } finally {
            // One that knows sends its helpers home. Killed meanwhile, their compilers would die first, which would
            // count as faults of the agents.
            if (!told) {
                pool.close(reason);
            }
        }
    }

    /** Gives back all agents and removes what is left on the node; for whoever does not wait for an outcome. */
    public void close(String reason) {
        pool.close(reason);
        if (!started) {
            CompilePool.sweep(id, wishes);
        }
        try {
            limited(() -> {
                new ControlFolder(control()).remove();
                return null;
            });
        } catch (IOException e) {
            LOGGER.log(Level.FINE, "cannot remove the control folder of " + id, e);
            if (controlPath != null) {
                ReturnedAgents.removeLater(host.nodeName(), controlPath);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public Run<?, ?> run() {
        return host.run();
    }

    @Override
    public String nodeName() {
        return host.nodeName();
    }

    @Override
    public FilePath control() throws IOException {
        FilePath control = ControlFolder.place(folder(), id);
        controlPath = control.getRemote();
        return control;
    }

    @Override
    public Launcher launcher() throws IOException, InterruptedException {
        return host.launcher();
    }

    @Override
    public synchronized HelperProgram program() throws IOException, InterruptedException {
        if (program == null) {
            Computer computer = Jenkins.get().getComputer(host.nodeName());
            if (computer == null) {
                throw new AgentAwayException(host.nodeName());
            }
            program = HelperProgram.on(computer);
        }
        return program;
    }

    @Override
    public void suspect() {
        suspected = true;
    }

    /** Agents that leave because all is done, or is to end, are not worth a line: so it waits for the next look. */
    @Override
    public void tell(String line) {
        if (!cancelled) {
            told.add(line);
        }
    }

    /** A line for the console, now; from any thread. */
    public void say(String line) {
        try {
            log().println(ConsoleText.PREFIX + PlainText.line(line));
        } catch (IOException | InterruptedException e) {
            LOGGER.log(Level.FINE, "the console of " + id + " is closed: " + line, e);
        }
    }

    private synchronized PrintStream log() throws IOException, InterruptedException {
        if (log == null) {
            log = host.listener().getLogger();
        }
        return log;
    }

    private FilePath folder() throws AgentAwayException {
        FilePath folder = host.folder();
        if (folder == null) {
            throw new AgentAwayException(host.nodeName());
        }
        return folder;
    }

    private static DistCompileConfiguration configuration() {
        return ExtensionList.lookupSingleton(DistCompileConfiguration.class);
    }

    private interface RemoteCall<T> {
        T call() throws IOException, InterruptedException;
    }

    private static <T> T limited(RemoteCall<T> call) throws IOException, InterruptedException {
        TimeLimit limit = TimeLimit.remoteCall();
        try (limit) {
            return call.call();
        } catch (InterruptedException e) {
            if (limit.struck()) {
                throw new IOException(
                        "the node did not answer within " + TimeLimit.REMOTE_CALL_MILLIS / 1_000 + " s", e);
            }
            throw e;
        } catch (RequestAbortedException e) {
            // What Remoting makes of a link that breaks under a question: no fault of ours, and the node may come back.
            throw new IOException("the link to the node broke", e);
        }
    }
}
