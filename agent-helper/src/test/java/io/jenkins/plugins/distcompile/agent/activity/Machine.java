package io.jenkins.plugins.distcompile.agent.activity;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A recorded machine, copied so that a test can let things happen on it, with a clock and processes of its own. */
final class Machine implements InstantSource, ProcessSource, SessionIdle {
    final Path root;
    final List<Snapshot> processes = new ArrayList<>();
    Instant now = Instant.parse("2026-11-22T08:00:00Z");
    /** What the login service says; null = nothing. */
    Instant graphicalActive;

    private Machine(Path root) {
        this.root = root;
    }

    static Machine recorded(String name, Path root) throws Exception {
        Path recording = Path.of(Machine.class.getResource(name).toURI());
        try (Stream<Path> files = Files.walk(recording)) {
            for (Path file : files.toList()) {
                Path copy = root.resolve(recording.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(copy);
                } else {
                    Files.copy(file, copy);
                }
            }
        }
        return new Machine(root);
    }

    ActivityMonitor monitor() {
        return LinuxActivityMonitor.of(root, this, this, this);
    }

    Machine after(Duration time) {
        now = now.plus(time);
        return this;
    }

    void write(String file, String text) throws IOException {
        Path path = root.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }

    void replace(String file, String old, String by) throws IOException {
        String text = Files.readString(root.resolve(file));
        if (!text.contains(old)) {
            throw new AssertionError(file + " holds no '" + old + "'");
        }
        write(file, text.replace(old, by));
    }

    @Override
    public Instant instant() {
        return now;
    }

    @Override
    public List<Snapshot> list() {
        return List.copyOf(processes);
    }

    @Override
    public int cores() {
        return 4;
    }

    @Override
    public Optional<Instant> lastActive(String session, Instant when) {
        return Optional.ofNullable(graphicalActive);
    }
}
