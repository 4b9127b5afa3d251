package io.jenkins.plugins.distcompile.cli;

import io.jenkins.plugins.distcompile.cli.progress.Terminal;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The shell that started this process, as a command sees it that has the terminal for itself: nothing is drawn there, and
 * each compiler decides about colour by its own standard error.
 *
 * @param environment the command's
 */
record CommandShell(Map<String, String> environment) implements Shell {
    @Override
    public Terminal terminal() {
        return Terminal.PLAIN;
    }

    @Override
    public Guard guard(Consumer<String> stop) {
        return OWN.guard(stop);
    }
}
