package io.jenkins.plugins.distcompile.plan;

import java.util.Locale;

/** What a unit does; decides how it can be given to an agent and how it is predicted and drawn. */
public enum UnitKind {
    /** One source to one object; travels as preprocessed text. */
    COMPILE,
    /** One assembler source to one object. */
    ASSEMBLE,
    /** One source to preprocessed text. */
    PREPROCESS,
    /** Objects and libraries to an executable or shared library. */
    LINK,
    /** Objects to a static library. */
    ARCHIVE,
    /** Writes sources or headers that other units read. */
    GENERATE,
    /** Any other command. */
    COMMAND;

    /** The name used in plan files, events and pages: {@code compile}, {@code link}, … */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }
}
