package io.jenkins.plugins.distcompile.dispatch;

import io.jenkins.plugins.distcompile.inputs.InputBundle;
import io.jenkins.plugins.distcompile.inputs.Inputs;
import io.jenkins.plugins.distcompile.link.Packed;
import io.jenkins.plugins.distcompile.link.Packing;
import io.jenkins.plugins.distcompile.toolchain.CompilerCall;
import io.jenkins.plugins.distcompile.toolchain.CompilerEnvironment;
import io.jenkins.plugins.distcompile.toolchain.Preprocessor;
import io.jenkins.plugins.distcompile.toolchain.Prologues;
import io.jenkins.plugins.distcompile.toolchain.Task;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Makes units ready to be sent, on worker threads; {@link #close} ends those under way. */
final class Preparation implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Preparation.class.getName());
    private static final String TEXT = "text";

    private final Map<String, String> environment;
    private final Map<String, String> locale;
    private final boolean colour;
    private final Prologues prologues = new Prologues();
    private final Inputs inputs; // null = everything is preprocessed here
    private final Set<Preprocessor> running = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    /**
     * @param text null when the unit has to be built here
     * @param reason why; null when there is a text
     */
    record Outcome(PreparedText text, String reason) {}

    Preparation(Map<String, String> environment, boolean colour, boolean elsewhere) {
        this.environment = Map.copyOf(environment); // once: copies of a copy cost nothing
        this.locale = CompilerEnvironment.locale(environment);
        this.colour = colour;
        this.inputs = elsewhere ? new Inputs(environment) : null;
    }

    /**
     * Blocks while the preprocessor runs.
     *
     * @param quick whether the text goes over links on which bytes are cheaper than processor time
     */
    Outcome run(UnitWork work, boolean quick) {
        try {
            return work.call() == null
                    ? new Outcome(CommandTasks.prepare(work.unit(), quick), null)
                    : preprocess(work, work.call(), quick);
        } catch (IOException e) {
            return new Outcome(null, "cannot be prepared: " + e.getMessage());
        }
    }

    private Outcome preprocess(UnitWork work, CompilerCall.Compile call, boolean quick) throws IOException {
        byte[] plain = inputs == null ? null : Prologues.plainSource(call);
        if (plain == null) { // the preprocessor may write a make rule
            for (Path output : call.outputs()) {
                Folders.ensure(output.getParent());
            }
        }
        if (inputs != null && plain == null) {
            try {
                return bundle(work, call, quick);
            } catch (Inputs.InDoubt e) {
                LOG.log(
                        System.Logger.Level.DEBUG,
                        "{0} is preprocessed here: {1}",
                        work.unit().id(),
                        e.getMessage());
            }
        }
        return preprocessHere(work, call, plain, quick);
    }

    private Outcome bundle(UnitWork work, CompilerCall.Compile call, boolean quick) throws Inputs.InDoubt {
        Task.Compile task = call.task(work.compiler().digest(), locale, colour);
        InputBundle bundle = inputs.bundle(call, task, work.compiler(), work.fresh(), quick);
        List<String> options = new ArrayList<>(call.preprocessing());
        options.addAll(
                task.options().subList(call.options().size(), task.options().size())); // a wish for colour
        return new Outcome(PreparedText.of(task.mirrored(options, bundle.mirror()), quick, bundle), null);
    }

    /** @param source if it has been read already, else null */
    private Outcome preprocessHere(UnitWork work, CompilerCall.Compile call, byte[] source, boolean quick)
            throws IOException {
        Preprocessor preprocessor = new Preprocessor(call, environment, colour, prologues);
        running.add(preprocessor);
        if (closed) {
            preprocessor.cancel();
        }
        try {
            Preprocessor.Outcome outcome = preprocessor.run(source);
            if (outcome instanceof Preprocessor.Outcome.Ready ready) {
                Packed packed = Packing.pack(TEXT, ready.text(), quick);
                PreparedText text = new PreparedText(
                        call.task(work.compiler().digest(), locale, colour),
                        quick,
                        List.of(packed.attachment()),
                        List.of(packed.wire()),
                        ready.diagnostics(),
                        ready.dependencies());
                return new Outcome(text, null);
            }
            return new Outcome(
                    null, outcome instanceof Preprocessor.Outcome.Local local ? local.reason() : "cancelled");
        } finally {
            running.remove(preprocessor);
        }
    }

    @Override
    public void close() {
        closed = true;
        running.forEach(Preprocessor::cancel);
    }
}
