package io.jenkins.plugins.distcompile.inputs;

/** What a file's time says. */
final class Times {
    /** Clocks of file systems tick every few milliseconds. */
    private static final long TICK_MILLIS = 50;

    private Times() {}

    /** Whether a change after the look at {@code lookedMillis} would have given another time than this. */
    static boolean settled(long modifiedMillis, long lookedMillis) {
        return lookedMillis - modifiedMillis > TICK_MILLIS;
    }
}
