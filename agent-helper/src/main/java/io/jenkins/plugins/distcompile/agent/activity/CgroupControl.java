package io.jenkins.plugins.distcompile.agent.activity;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Lowers priorities by a control group of our own below the helper's, with the smallest processor weight (cgroups(7)):
 * {@code cpu.weight} 1 of 10 000 in version 2, {@code cpu.shares} 2 in version 1. Moving the processes back to the
 * helper's group undoes it, without root where the group is ours to write.
 */
final class CgroupControl implements PriorityControl {
    private final Path home;
    private final Path low;

    private CgroupControl(Path home, Path low) {
        this.home = home;
        this.low = low;
    }

    /** Makes the group; empty when this account may not, or when the groups here have no processor weight. */
    static Optional<PriorityControl> create(Path root, String name) {
        String membership = KernelFiles.text(root.resolve("proc/self/cgroup")).orElse("");
        for (String line : membership.split("\\n")) {
            String[] fields = line.split(":", 3);
            if (fields.length == 3 && !fields[2].contains("..")) {
                for (Path home : homes(root, fields[1], fields[2])) {
                    Optional<PriorityControl> made = make(home, home.resolve(name));
                    if (made.isPresent()) {
                        return made;
                    }
                }
            }
        }
        return Optional.empty();
    }

    private static List<Path> homes(Path root, String controllers, String group) {
        Path mounts = root.resolve("sys/fs/cgroup");
        String relative = group.replaceFirst("^/+", "");
        if (controllers.isEmpty()) {
            return List.of(mounts.resolve(relative));
        }
        return List.of(controllers.split(",")).contains("cpu")
                ? List.of(
                        mounts.resolve(controllers).resolve(relative),
                        mounts.resolve("cpu").resolve(relative))
                : List.of();
    }

    private static Optional<PriorityControl> make(Path home, Path low) {
        if (!Files.isWritable(home) || !Files.isWritable(home.resolve("cgroup.procs"))) {
            return Optional.empty();
        }
        try {
            if (!Files.isDirectory(low)) {
                Files.createDirectory(low);
            }
            if (Files.isWritable(low.resolve("cpu.weight"))) {
                write(low.resolve("cpu.weight"), "1");
            } else if (Files.isWritable(low.resolve("cpu.shares"))) {
                write(low.resolve("cpu.shares"), "2");
            } else {
                Files.deleteIfExists(low);
                return Optional.empty();
            }
            return Optional.of(new CgroupControl(home, low));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    @Override
    public Optional<String> lower(Collection<Long> pids) {
        List<String> tree = new ArrayList<>();
        for (long pid : pids) {
            ProcessHandle.of(pid).ifPresent(root -> Stream.concat(Stream.of(root), root.descendants())
                    .forEach(process -> tree.add(Long.toString(process.pid()))));
        }
        return move(tree, low).map(reason -> "cannot lower the priority of running units: " + reason);
    }

    @Override
    public Optional<String> restore() {
        // Children may be born while the list is walked: the next walk finds them, and it ends as they do.
        for (int walk = 0; walk < 3; walk++) {
            List<String> members = KernelFiles.text(low.resolve("cgroup.procs"))
                    .map(text -> text.lines().toList())
                    .orElse(List.of());
            if (members.isEmpty()) {
                return Optional.empty();
            }
            Optional<String> problem = move(members, home);
            if (problem.isPresent()) {
                return problem.map(reason -> "running units keep their low priority: " + reason);
            }
        }
        return Optional.empty();
    }

    @Override
    public void close() {
        restore();
        try {
            Files.deleteIfExists(low);
        } catch (IOException e) {
            System.getLogger(CgroupControl.class.getName())
                    .log(System.Logger.Level.WARNING, "cannot remove the control group {0}: {1}", low, e.getMessage());
        }
    }

    private static Optional<String> move(List<String> pids, Path group) {
        String problem = null;
        for (String pid : pids) {
            try {
                write(group.resolve("cgroup.procs"), pid);
            } catch (IOException e) {
                if (ProcessHandle.of(Long.parseLong(pid)).isPresent()) {
                    problem = "cannot move process " + pid + " to " + group + ": " + e.getMessage();
                }
            }
        }
        return Optional.ofNullable(problem);
    }

    private static void write(Path file, String value) throws IOException {
        Files.write(file, value.getBytes(java.nio.charset.StandardCharsets.US_ASCII));
    }
}
