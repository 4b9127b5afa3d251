package io.jenkins.plugins.distcompile.cli.resident;

/**
 * What travels between a resident client and whoever calls it.
 *
 * @param kind a letter; the constants say who sends which
 */
record Frame(char kind, byte[] payload) {
    /** From the caller: a {@link BuildCall}. */
    static final char BUILD = 'B';
    /** From the caller: the terminal's width now, in columns, as decimal digits. */
    static final char WIDTH = 'W';
    /** From the caller: the user has interrupted the build. */
    static final char INTERRUPT = 'I';
    /** From the caller: take no further builds, and end when those under way have ended. */
    static final char STOP = 'S';
    /** From the caller: say how you are. */
    static final char STATUS = 'Q';
    /** To the caller: text for its standard output. */
    static final char OUT = 'O';
    /** To the caller: text for its standard error. */
    static final char ERR = 'E';
    /** To the caller, the last one: the exit status, as decimal digits. */
    static final char EXIT = 'X';
    /** To the caller, the only one: this build is not for this resident client, for the reason given. */
    static final char REFUSED = 'N';
}
