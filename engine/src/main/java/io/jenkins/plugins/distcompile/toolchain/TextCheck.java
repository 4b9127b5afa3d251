package io.jenkins.plugins.distcompile.toolchain;

import java.util.Optional;

/**
 * The helper's check of a text before it compiles it: no directive, pragma or assembler statement that opens another
 * file. Assembler statements that a string builds from pieces are not seen; the helper's account must not be able to
 * read what its clients may not. Pure.
 */
public final class TextCheck {
    private TextCheck() {}

    /** Why the text of this task is not compiled, one line; empty when it stands alone. */
    public static Optional<String> check(byte[] text, Task.Compile task) {
        return Optional.ofNullable(TextScanner.scan(text, Dialect.of(task.language(), task.options())));
    }
}
