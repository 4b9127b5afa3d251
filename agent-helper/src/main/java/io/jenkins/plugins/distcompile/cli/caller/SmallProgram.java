package io.jenkins.plugins.distcompile.cli.caller;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A small program in C that hands something to a process of ours: a JVM's start is what is to be spared. It is compiled on
 * the spot, for whoever builds C has a compiler, and kept. Called without arguments each ends with status 2.
 */
public final class SmallProgram {
    private static final List<String> COMPILERS = List.of("cc", "gcc", "clang");
    private static final int SECONDS = 60;
    private static final int WRONG_USAGE = 2;
    /** Stands before each. */
    private static final String SHARED = "frames.c";

    private SmallProgram() {}

    /**
     * Makes it in this folder unless it is there and of this version.
     *
     * @param name of the program; the source is a resource called so
     * @return the program
     * @throws IOException if that fails: the message names the reason and the remedy
     */
    public static Path ensure(Path folder, String name) throws IOException, InterruptedException {
        byte[] source = source(name);
        Path kept = folder.resolve(name + ".c");
        Path made = folder.resolve(name);
        if (Files.isExecutable(made) && Files.exists(kept) && Arrays.equals(Files.readAllBytes(kept), source)) {
            return made;
        }
        Path scratch = Files.createTempDirectory(folder, name);
        try {
            Path file = Files.write(scratch.resolve(name + ".c"), source);
            Path program = scratch.resolve(name);
            compile(file, program);
            // In this order: with the new source beside it, an old program would pass for a new one.
            Files.move(program, made, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            Files.move(file, kept, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            return made;
        } finally {
            Files.deleteIfExists(scratch.resolve(name + ".c"));
            Files.deleteIfExists(scratch.resolve(name));
            Files.delete(scratch);
        }
    }

    private static byte[] source(String name) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (String part : List.of(SHARED, name + ".c")) {
            try (InputStream in = SmallProgram.class.getResourceAsStream(part)) {
                in.transferTo(all);
            }
        }
        return all.toByteArray();
    }

    /** A compiler for another machine, or one that only plays compiler, succeeds too. */
    private static boolean works(Path program) throws InterruptedException {
        try {
            Process process = new ProcessBuilder(program.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor(SECONDS, TimeUnit.SECONDS) && process.exitValue() == WRONG_USAGE;
        } catch (IOException e) {
            return false;
        }
    }

    private static void compile(Path source, Path program) throws IOException, InterruptedException {
        String trouble = "";
        for (String compiler : COMPILERS) {
            try {
                Process process = new ProcessBuilder(compiler, "-O2", "-o", program.toString(), source.toString())
                        .redirectErrorStream(true)
                        .start();
                process.getOutputStream().close();
                String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
                if (process.waitFor(SECONDS, TimeUnit.SECONDS) && process.exitValue() == 0) {
                    if (works(program)) {
                        return;
                    }
                    said = "what it makes does not run";
                }
                process.destroyForcibly();
                trouble = compiler + ": " + said.strip().lines().findFirst().orElse("no word");
            } catch (IOException e) {
                trouble = trouble.isEmpty() ? e.getMessage() : trouble;
            }
        }
        Files.deleteIfExists(program);
        throw new IOException("the small program " + program.getFileName() + " cannot be compiled (" + trouble
                + "); install a C compiler that makes programs for this machine, as cc, gcc or clang on PATH");
    }
}
