package io.jenkins.plugins.distcompile.agent.activity;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Watches login sessions. A terminal's access time is when a program last read what was typed there; the kernel keeps
 * it in steps of 8 seconds (proc(5), w(1) use the same), whatever the mount options. Graphical sessions are asked of
 * the login service. Called by {@link LinuxActivityMonitor} only.
 */
final class SessionWatch {
    private final Path dev;
    private final Path sessions;
    private final SessionIdle idle;

    SessionWatch(Path dev, Path run, SessionIdle idle) {
        this.dev = dev;
        this.sessions = run.resolve("systemd/sessions");
        this.idle = idle;
    }

    void look(Findings findings) {
        List<Path> terminals = new ArrayList<>(KernelFiles.entries(dev.resolve("pts"), "[0-9]*"));
        loginTerminals().forEach(name -> terminals.add(dev.resolve(name)));
        terminals.forEach(terminal -> lookAtTerminal(terminal, findings));
        for (Path file : KernelFiles.entries(sessions, "*")) {
            lookAtSession(file, findings);
        }
    }

    /** Virtual consoles and serial lines count only while somebody is logged in there: a getty waits on the others. */
    private List<String> loginTerminals() {
        return KernelFiles.entries(sessions, "*").stream()
                .map(SessionWatch::read)
                .map(session -> session.getOrDefault("TTY", ""))
                .filter(name -> name.matches("tty[A-Za-z]{0,4}[0-9]{1,3}"))
                .toList();
    }

    private static void lookAtTerminal(Path terminal, Findings findings) {
        try {
            Instant read = Files.readAttributes(terminal, BasicFileAttributes.class)
                    .lastAccessTime()
                    .toInstant();
            findings.sign(Sign.SESSION, read, "terminal " + terminal.getFileName());
        } catch (IOException e) {
            // The session ended between the listing and now; its last sign is kept from the sample before.
            findings.present(Sign.SESSION);
        }
    }

    private void lookAtSession(Path file, Findings findings) {
        Map<String, String> session = read(file);
        String type = session.getOrDefault("TYPE", "");
        boolean graphical = type.equals("x11") || type.equals("wayland") || type.equals("mir");
        if (!graphical || !session.getOrDefault("CLASS", "user").equals("user")) {
            return;
        }
        findings.present(Sign.SESSION);
        String id = file.getFileName().toString();
        String who = type + " session of " + session.getOrDefault("USER", "user " + session.get("UID"));
        Optional<Instant> since = idle.lastActive(id, findings.now());
        if (since.isPresent()) {
            findings.sign(Sign.SESSION, since.get(), who);
        } else {
            findings.blind(Sign.SESSION, who + ": the login service does not tell its idle time");
        }
    }

    private static Map<String, String> read(Path file) {
        Map<String, String> values = new HashMap<>();
        KernelFiles.text(file).orElse("").lines().forEach(line -> {
            int equals = line.indexOf('=');
            if (equals > 0) {
                values.put(line.substring(0, equals), line.substring(equals + 1));
            }
        });
        return values;
    }
}
