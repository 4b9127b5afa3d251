package io.jenkins.plugins.distcompile.agent;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;

/**
 * Walks a tree that is to be taken away: every folder after what is in it, without following links; what has gone
 * meanwhile is no error.
 */
abstract class BottomUp extends SimpleFileVisitor<Path> {
    /** Whatever is no folder. */
    abstract void file(Path file, BasicFileAttributes attributes) throws IOException;

    abstract void folder(Path folder) throws IOException;

    @Override
    public final FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
        file(file, attributes);
        return FileVisitResult.CONTINUE;
    }

    @Override
    public final FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
        if (e instanceof NoSuchFileException) {
            return FileVisitResult.CONTINUE;
        }
        throw e;
    }

    @Override
    public final FileVisitResult postVisitDirectory(Path folder, IOException e) throws IOException {
        folder(folder);
        return FileVisitResult.CONTINUE;
    }
}
