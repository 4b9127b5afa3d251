package io.jenkins.plugins.distcompile.toolchain;

import java.nio.file.Path;
import java.util.List;

/**
 * The make rule that a compile writes beside its object; the local preprocessor writes it when the compile runs elsewhere.
 *
 * @param path absolute
 * @param options {@code -MD}, {@code -MP}, {@code -MT x} and the like, without the file's name
 */
public record DependencyFile(Path path, List<String> options) {
    public DependencyFile {
        options = List.copyOf(options);
    }
}
