package io.jenkins.plugins.distcompile.agent;

import java.util.List;
import java.util.concurrent.CompletableFuture;

/** What runs for a unit: one process, or a compiler proper that writes to an assembler. Immutable; any thread. */
record UnitProcess(List<Process> parts) {

    UnitProcess {
        parts = List.copyOf(parts);
    }

    /** Done when the last of them has ended. */
    CompletableFuture<Void> onExit() {
        return CompletableFuture.allOf(parts.stream().map(Process::onExit).toArray(CompletableFuture<?>[]::new));
    }

    /** Of the first that failed, for the others only suffered from it; 0 = all went well. */
    int exitValue() {
        return parts.stream()
                .mapToInt(Process::exitValue)
                .filter(exit -> exit != 0)
                .findFirst()
                .orElse(0);
    }

    List<Long> pids() {
        return parts.stream().map(Process::pid).toList();
    }

    List<ProcessHandle> handles() {
        return parts.stream().map(Process::toHandle).toList();
    }
}
