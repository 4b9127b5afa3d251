package io.jenkins.plugins.distcompile.cli;

import io.jenkins.plugins.distcompile.cli.progress.Terminal;
import java.util.Map;
import java.util.function.Consumer;

/** Whoever asked for a build and sees what it prints: the shell that started this process, or one that a resident client serves. */
interface Shell {
    /** The one that started this process. */
    Shell OWN = new Shell() {
        @Override
        public Map<String, String> environment() {
            return System.getenv();
        }

        @Override
        public Terminal terminal() {
            return Terminal.detect(2, System.getenv());
        }

        @Override
        public Guard guard(Consumer<String> stop) {
            return new ShutdownGuard(stop);
        }
    };

    /** Variables with which commands are to run. */
    Map<String, String> environment();

    /** What its standard error is. */
    Terminal terminal();

    /**
     * Until the guard is closed, {@code stop} is told the reason when the user gives up: by Ctrl-C, for example.
     *
     * @param stop called on any thread
     */
    Guard guard(Consumer<String> stop);

    /** To be closed when nothing is left to stop. */
    interface Guard extends AutoCloseable {
        @Override
        void close();
    }
}
