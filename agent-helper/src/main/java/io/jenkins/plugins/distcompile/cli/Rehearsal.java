package io.jenkins.plugins.distcompile.cli;

import io.jenkins.plugins.distcompile.link.TlsConnector;
import io.jenkins.plugins.distcompile.protocol.MessageRehearsal;
import io.jenkins.plugins.distcompile.report.BuildReport;
import io.jenkins.plugins.distcompile.report.ReportBuilder;
import io.jenkins.plugins.distcompile.report.Summary;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Sets up what a build needs at its start and at its end while it would otherwise wait: for the first link while the
 * options are being read, which takes as long, and for the summary while agents compile.
 */
final class Rehearsal {
    private static final List<String> BUILDS = List.of("build", "run");
    private static final long SUMMARY_AFTER_SECONDS = 2;

    private Rehearsal() {}

    /** Begins when these arguments ask for a build with agents on the network. */
    static void beginFor(String... arguments) {
        boolean key = System.getenv("DISTCOMPILE_KEY_FILE") != null
                || List.of(arguments).contains("--key-file");
        if (arguments.length > 0 && BUILDS.contains(arguments[0]) && key) {
            Thread thread = new Thread(Rehearsal::run, "rehearsal");
            thread.setDaemon(true);
            thread.start();
        }
    }

    /** Sets up what the summary needs, a while from now: short builds have ended by then, others have time for it. */
    static void laterOfSummary(boolean json) {
        CompletableFuture.delayedExecutor(SUMMARY_AFTER_SECONDS, TimeUnit.SECONDS)
                .execute(() -> summary(json));
    }

    static void summary(boolean json) {
        BuildReport nothing = new ReportBuilder().snapshot();
        Summary summary = Summary.of(nothing, 1);
        String unused = json ? summary.toJson(nothing) : summary.toText();
    }

    static void run() {
        TlsConnector.rehearse();
        MessageRehearsal.run();
    }
}
