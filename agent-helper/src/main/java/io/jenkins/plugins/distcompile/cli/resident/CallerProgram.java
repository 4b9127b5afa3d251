package io.jenkins.plugins.distcompile.cli.resident;

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
 * The small program that {@code bin/distcompile} becomes when a resident client may be there: a JVM's start is what is to be
 * spared. It is compiled on the spot, for whoever builds C has a compiler.
 */
final class CallerProgram {
    private static final List<String> COMPILERS = List.of("cc", "gcc", "clang");
    private static final int SECONDS = 60;
    private static final int WRONG_USAGE = 2;

    private CallerProgram() {}

    /**
     * Makes it unless it is there and of this version.
     *
     * @throws IOException if that fails: the message names the reason and the remedy
     */
    static void ensure(ResidentPlace place) throws IOException, InterruptedException {
        byte[] source;
        try (InputStream in = CallerProgram.class.getResourceAsStream("caller.c")) {
            source = in.readAllBytes();
        }
        Path kept = place.folder().resolve("caller.c");
        if (Files.isExecutable(place.caller())
                && Files.exists(kept)
                && Arrays.equals(Files.readAllBytes(kept), source)) {
            return;
        }
        Path scratch = Files.createTempDirectory(place.folder(), "caller");
        try {
            Path file = Files.write(scratch.resolve("caller.c"), source);
            Path program = scratch.resolve("caller");
            compile(file, program);
            // In this order: with the new source beside it, an old program would pass for a new one.
            Files.move(program, place.caller(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            Files.move(file, kept, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(scratch.resolve("caller.c"));
            Files.deleteIfExists(scratch.resolve("caller"));
            Files.delete(scratch);
        }
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
        throw new IOException("the program that calls the resident client cannot be compiled (" + trouble
                + "); install a C compiler that makes programs for this machine, as cc, gcc or clang on PATH");
    }
}
