package io.jenkins.plugins.distcompile.dispatch;

import io.jenkins.plugins.distcompile.link.Packed;
import io.jenkins.plugins.distcompile.link.Packing;
import io.jenkins.plugins.distcompile.plan.Unit;
import io.jenkins.plugins.distcompile.protocol.Attachment;
import io.jenkins.plugins.distcompile.toolchain.Task;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Link, archive and other command units that run on agents: declared inputs travel, and all paths are relative to the
 * unit's directory so that they mean the same in the helper's folder.
 */
final class CommandTasks {
    private static final long MOST_INPUT_BYTES = 256L << 20;

    private CommandTasks() {}

    /** Why the unit cannot leave this machine; empty when it can. */
    static Optional<String> localReason(Unit unit) {
        if (unit.inputs().isEmpty() || unit.outputs().isEmpty()) {
            return Optional.of("its inputs and outputs are not declared");
        }
        List<Path> files = new ArrayList<>(unit.inputs());
        files.addAll(unit.outputs());
        if (!files.stream().allMatch(f -> f.startsWith(unit.directory()))) {
            return Optional.of("a file lies outside its directory");
        }
        boolean absolute = unit.command().stream()
                .skip(1)
                .anyMatch(w -> w.contains(unit.directory().toString()));
        return absolute ? Optional.of("its command names absolute paths") : Optional.empty();
    }

    /** Reads and packs the inputs, as {@link Packing#pack(String, byte[], boolean)} does. */
    static PreparedText prepare(Unit unit, boolean quick) throws IOException {
        List<String> inputs = new ArrayList<>();
        List<Attachment> headers = new ArrayList<>();
        List<byte[]> files = new ArrayList<>();
        long bytes = 0;
        for (Path input : unit.inputs()) {
            bytes += Files.size(input);
            if (bytes > MOST_INPUT_BYTES) {
                throw new IOException("its inputs are larger than " + (MOST_INPUT_BYTES >> 20) + " MiB");
            }
            String name = relative(unit, input);
            Packed packed = Packing.pack(name, Files.readAllBytes(input), quick);
            inputs.add(name);
            headers.add(packed.attachment());
            files.add(packed.wire());
        }
        List<String> outputs =
                unit.outputs().stream().map(o -> relative(unit, o)).toList();
        return new PreparedText(new Task.Command(unit.command(), inputs, outputs), quick, headers, files, "", null);
    }

    private static String relative(Unit unit, Path file) {
        return unit.directory().relativize(file).toString();
    }
}
