package io.jenkins.plugins.distcompile.agent.activity;

/** A kind of activity that is not ours. */
public enum Sign {
    KEYBOARD,
    MOUSE,
    /** Touch pads, pens, pointing sticks, game pads and the absolute pointers of virtual machines. */
    POINTER,
    TOUCH_SCREEN,
    /** A capture stream that is running. */
    MICROPHONE,
    /** Input read on a terminal, or in a graphical session. */
    SESSION,
    /** Processes that are not ours use the processors. */
    PROCESSES;

    /** Whether a person gives this sign, rather than a program. */
    public boolean ofPerson() {
        return this != PROCESSES;
    }

    /** Lower-case words, for reasons and logs. */
    public String words() {
        return name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ');
    }
}
