package io.jenkins.plugins.distcompile.agent.activity;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Lowers priorities by {@code renice} (POSIX; setpriority(2)). On Linux nice belongs to the thread, so every thread of
 * every process in the tree is set. Raising it again needs root, {@code CAP_SYS_NICE} or a fitting
 * {@code RLIMIT_NICE}; without, units that run now stay low, and {@link #restore} says so.
 */
final class ReniceControl implements PriorityControl {
    private static final int LOWEST = 19;
    private static final int LIMIT_SECONDS = 5;
    /** Keeps the argument list far below the system's limit. */
    private static final int MAX_PER_CALL = 1_000;

    private final Path proc;
    /** Root of a lowered tree to its nice before. */
    private final Map<ProcessHandle, Integer> lowered = new HashMap<>();

    ReniceControl(Path proc) {
        this.proc = proc;
    }

    @Override
    public Optional<String> lower(Collection<Long> pids) {
        lowered.keySet().removeIf(root -> !root.isAlive());
        List<Long> all = new ArrayList<>();
        for (long pid : pids) {
            ProcessHandle.of(pid).ifPresent(root -> {
                lowered.computeIfAbsent(root, this::nice);
                all.addAll(threads(root));
            });
        }
        return renice(LOWEST, all).map(reason -> "cannot lower the priority of running units: " + reason);
    }

    @Override
    public Optional<String> restore() {
        Map<Integer, List<Long>> byNice = new HashMap<>();
        lowered.forEach((root, nice) ->
                byNice.computeIfAbsent(nice, key -> new ArrayList<>()).addAll(threads(root)));
        lowered.clear();
        Optional<String> problem = Optional.empty();
        for (Map.Entry<Integer, List<Long>> entry : byNice.entrySet()) {
            Optional<String> failed = renice(entry.getKey(), entry.getValue());
            problem = problem.or(() -> failed);
        }
        return problem.map(reason -> "running units keep their low priority to their end (raising it needs root or"
                + " CAP_SYS_NICE): " + reason);
    }

    @Override
    public void close() {
        restore();
    }

    private int nice(ProcessHandle process) {
        return KernelFiles.text(proc.resolve(process.pid() + "/stat"))
                .map(ReniceControl::niceOfStat)
                .orElse(0);
    }

    /** Field 19 of proc(5)'s stat; counted after the name, which may hold blanks and brackets. */
    static int niceOfStat(String stat) {
        String[] fields = stat.substring(stat.lastIndexOf(')') + 1).trim().split(" ");
        return fields.length > 16 && fields[16].matches("-?\\d{1,2}") ? Integer.parseInt(fields[16]) : 0;
    }

    private List<Long> threads(ProcessHandle root) {
        List<Long> ids = new ArrayList<>();
        Stream.concat(Stream.of(root), root.descendants())
                .filter(ProcessHandle::isAlive)
                .forEach(process -> {
                    List<Path> tasks = KernelFiles.entries(proc.resolve(process.pid() + "/task"), "[0-9]*");
                    if (tasks.isEmpty()) {
                        ids.add(process.pid());
                    }
                    tasks.forEach(
                            task -> ids.add(Long.parseLong(task.getFileName().toString())));
                });
        return ids;
    }

    private Optional<String> renice(int nice, List<Long> ids) {
        Optional<String> problem = Optional.empty();
        for (int from = 0; from < ids.size(); from += MAX_PER_CALL) {
            List<String> command = new ArrayList<>(List.of("renice", "-n", Integer.toString(nice), "-p"));
            ids.subList(from, Math.min(ids.size(), from + MAX_PER_CALL)).forEach(id -> command.add(Long.toString(id)));
            Optional<String> failed = run(command);
            problem = problem.or(() -> failed);
        }
        return problem;
    }

    private static Optional<String> run(List<String> command) {
        Process process = null;
        try {
            process = new ProcessBuilder(command)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            // The pipe holds 64 KiB: at most 1 000 short lines fit nearly always, and the limit ends the rest.
            if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
                return Optional.of("renice did not end within " + LIMIT_SECONDS + " s");
            }
            if (process.exitValue() == 0) {
                return Optional.empty();
            }
            // A process that has ended meanwhile is no failure.
            return new String(process.getErrorStream().readNBytes(1 << 16), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.contains("No such process"))
                    .findFirst();
        } catch (IOException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.of("interrupted");
        } finally {
            if (process != null) {
                process.destroyForcibly();
            }
        }
    }
}
