package io.jenkins.plugins.distcompile.cli;

import java.nio.file.Path;

/** Where this program keeps what outlives it, by the XDG base directory specification. */
final class Folders {
    private Folders() {}

    /** What cannot be made again: a helper's certificate. */
    static Path state() {
        return folder("XDG_STATE_HOME", ".local/state");
    }

    /** What can: digests of compilers. */
    static Path cache() {
        return folder("XDG_CACHE_HOME", ".cache");
    }

    /** What {@code bin/distcompile} takes for its cache. */
    static Path launcherCache() {
        String own = System.getenv("DISTCOMPILE_CACHE");
        return own == null || own.isEmpty() ? cache() : Path.of(own).toAbsolutePath();
    }

    private static Path folder(String variable, String standard) {
        String xdg = System.getenv(variable);
        Path base = xdg == null || xdg.isBlank() ? Path.of(System.getProperty("user.home"), standard) : Path.of(xdg);
        return base.resolve("distcompile");
    }
}
