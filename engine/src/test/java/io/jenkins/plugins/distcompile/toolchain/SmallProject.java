package io.jenkins.plugins.distcompile.toolchain;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.rules.TemporaryFolder;

/** A small project whose commands are run in {@code build}, here and elsewhere. */
final class SmallProject extends TemporaryFolder {
    private static final String CXX =
            """
            #include "../include/q.h"
            #include <cassert>
            #include <string>
            #include <vector>
            #define TWICE(x) ((x) + (x))
            namespace { struct S { S() { v.push_back(__FILE__); } std::vector<std::string> v; } s; }
            template <class T> T larger(T a, T b) { return a < b ? b : a; }
            int f(int n) {
                assert(n > 0); // isn't a literal
                asm volatile("# nothing" ::: "memory");
                int q = TWICE(n) + __LINE__ + __COUNTER__ + WIDTH + sizeof NAME;
                return larger(q, (int)s.v.size());
            }
            """;
    private static final String C =
            """
            #include <stdio.h>
            #include "q.h"
            static int counter;
            static __attribute__((constructor)) void start(void) { counter = WIDTH; }
            int g(const char *s) {
                printf("%s %d %s\\n", s, __LINE__, __FILE__); /* # */
                return counter % 3 + sizeof NAME;
            }
            """;

    private Path project;
    private Elsewhere elsewhere;

    @Override
    protected void before() throws Throwable {
        super.before();
        Path root = getRoot().toPath().toRealPath();
        project = Files.createDirectories(root.resolve("project"));
        elsewhere = new Elsewhere(Files.createDirectories(root.resolve("agents")));
        Files.createDirectories(project.resolve("build/obj"));
        write("src/a.cc", CXX);
        write("src/c.c", C);
        write("include/q.h", "#pragma once\n#define WIDTH 7\n#ifndef NAME\n#define NAME \"none\"\n#endif\n");
    }

    Path path() {
        return project;
    }

    Elsewhere elsewhere() {
        return elsewhere;
    }

    void write(String name, String text) throws Exception {
        Path file = project.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    String compare(String command) throws Exception {
        return elsewhere.compare(ShellWords.split(command), project.resolve("build"));
    }

    /** All files that the command writes are the same, byte for byte. */
    void same(String command) throws Exception {
        assertThat(compare(command)).as(command).isEqualTo("same");
    }

    /** The command is not compiled elsewhere, for a reason that says so much. */
    void stays(String command, String reason) throws Exception {
        assertThat(compare(command)).as(command).startsWith("local: ").contains(reason);
    }

    /** Runs something else there, a compiler for a precompiled header for instance. */
    void run(String command) throws Exception {
        Elsewhere.Run run = Elsewhere.run(ShellWords.split(command), project.resolve("build"), System.getenv());
        assertThat(run.status()).as(command + "\n" + run.output()).isZero();
    }
}
