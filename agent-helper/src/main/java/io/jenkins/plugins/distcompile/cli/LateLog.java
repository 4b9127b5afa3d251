package io.jenkins.plugins.distcompile.cli;

import io.jenkins.plugins.distcompile.report.BuildEvent;
import java.util.function.Consumer;

/** Stands for an event log that is opened after the build has been set up and before it runs. */
final class LateLog implements Consumer<BuildEvent> {
    private Consumer<BuildEvent> log = event -> {};

    /** To be called before the build runs, on its thread. */
    void begin(Consumer<BuildEvent> opened) {
        log = opened;
    }

    @Override
    public void accept(BuildEvent event) {
        log.accept(event);
    }
}
