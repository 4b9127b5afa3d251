package io.jenkins.plugins.distcompile.agent.activity;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Watches the sound system's capture streams: {@code /proc/asound/card*\/pcm*c/sub*\/status} says {@code state: RUNNING}
 * while somebody listens. Anybody may read it. Called by {@link LinuxActivityMonitor} only.
 */
final class MicrophoneWatch {
    private final Path asound;
    private final Path bluetooth;

    MicrophoneWatch(Path proc, Path sys) {
        this.asound = proc.resolve("asound");
        this.bluetooth = sys.resolve("class/bluetooth");
    }

    void look(Findings findings) {
        for (Path card : KernelFiles.entries(asound, "card*")) {
            for (Path pcm : KernelFiles.entries(card, "pcm*c")) {
                findings.present(Sign.MICROPHONE);
                for (Path sub : KernelFiles.entries(pcm, "sub*")) {
                    lookAt(card, sub, findings);
                }
            }
        }
        if (!KernelFiles.entries(bluetooth, "hci*").isEmpty()) {
            findings.blind(Sign.MICROPHONE, "Bluetooth microphones do not show in proc/asound");
        }
    }

    private static void lookAt(Path card, Path sub, Findings findings) {
        Optional<String> status = KernelFiles.text(sub.resolve("status"));
        if (status.isEmpty()) {
            findings.blind(Sign.MICROPHONE, card.getFileName() + ": its capture state cannot be read");
            return;
        }
        List<String> lines = status.get().lines().map(String::strip).toList();
        if (lines.contains("state: RUNNING")) {
            String id = KernelFiles.text(card.resolve("id"))
                    .map(String::strip)
                    .orElse(card.getFileName().toString());
            findings.sign(Sign.MICROPHONE, findings.now(), "capture on sound card " + id);
        }
    }
}
