package io.jenkins.plugins.distcompile.agent;

import io.jenkins.plugins.distcompile.agent.UnitRun.Output;
import io.jenkins.plugins.distcompile.agent.UnitRun.Prepared;
import io.jenkins.plugins.distcompile.link.Packed;
import io.jenkins.plugins.distcompile.link.Packing;
import io.jenkins.plugins.distcompile.protocol.Attachment;
import io.jenkins.plugins.distcompile.protocol.Message.Outcome;
import io.jenkins.plugins.distcompile.protocol.Message.Result;
import io.jenkins.plugins.distcompile.protocol.Message.Usage;
import io.jenkins.plugins.distcompile.toolchain.AgentCommand;
import io.jenkins.plugins.distcompile.toolchain.Task;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Makes a unit's result from what its process left: whose fault it was, what it said, its files packed. Blocking, for
 * worker threads.
 */
record UnitResult(Result message, List<byte[]> files) {

    /** Diagnostics are cut after so many bytes, as {@link Result} says. */
    static final int MAX_DIAGNOSTICS_BYTES = 1 << 20;

    /**
     * What gcc's and clang's drivers print when the compiler proper was killed or crashed, while they themselves exit
     * with 1 or 4; and what a compiler prints for lack of memory. None of it is the source's fault for certain.
     */
    private static final Pattern CRASH = Pattern.compile(
            "internal compiler error|[Kk]illed signal terminated program|fatal signal terminated program"
                    + "|(clang|clang\\+\\+|gcc|g\\+\\+)[^\\n]*: error: unable to execute command"
                    + "|compiler command failed due to signal|virtual memory exhausted"
                    + "|out of memory allocating|Cannot allocate memory");

    /** A result without files. */
    static UnitResult without(long ticket, Outcome outcome, String reason, Usage usage) {
        return new UnitResult(new Result(ticket, outcome, -1, "", reason, usage, List.of()), List.of());
    }

    /** The result of a command that the helper ended. */
    static UnitResult killed(long ticket, UnitRun.Kill kill, int exit, Usage usage) {
        return ended(ticket, kill.outcome(), exit, "", kill.reason(), usage);
    }

    /** The result of a command that ended by itself. */
    static UnitResult of(UnitRun unit, int exit, Usage usage, WorkFolder work, long maxOutputBytes) {
        Prepared prepared = unit.prepared;
        long ticket = unit.assign.ticket();
        try {
            String said = own(head(prepared.diagnostics()), prepared);
            if (exit == 0) {
                return success(unit, said, usage, maxOutputBytes);
            }
            if (DiskFull.isNamedIn(said)) {
                return ended(
                        ticket, Outcome.AGENT_FAULT, exit, said, DiskFull.reason(work.path(), work.freeBytes()), usage);
            }
            if (unit.assign.task() instanceof Task.Compile && said.isBlank() && exit <= 128) {
                String reason = DiskFull.silentFailure(work.path(), work.freeBytes(), exit);
                return ended(ticket, Outcome.AGENT_FAULT, exit, said, reason, usage);
            }
            if (unit.assign.task() instanceof Task.Compile
                    && (exit > 128 || CRASH.matcher(said).find())) {
                String how = exit > 128 ? "was killed by signal " + (exit - 128) : "crashed: " + firstMatch(said);
                return ended(ticket, Outcome.AGENT_FAULT, exit, said, "the compiler " + how, usage);
            }
            return ended(ticket, Outcome.FAILED, exit, said, "", usage);
        } catch (IOException e) {
            String reason = DiskFull.isNamedBy(e)
                    ? DiskFull.reason(work.path(), 0)
                    : "results in " + work.path() + " cannot be read: " + e;
            return without(ticket, Outcome.AGENT_FAULT, reason, usage);
        }
    }

    private static UnitResult success(UnitRun unit, String said, Usage usage, long maxOutputBytes) throws IOException {
        long ticket = unit.assign.ticket();
        List<Attachment> attachments = new ArrayList<>();
        List<byte[]> files = new ArrayList<>();
        for (Output output : unit.prepared.outputs()) {
            Path file = output.file();
            if (!isPlain(file, unit.prepared.folder())) {
                Outcome outcome = unit.assign.task() instanceof Task.Compile ? Outcome.AGENT_FAULT : Outcome.FAILED;
                return ended(ticket, outcome, 0, said, "exit status 0, but no file " + output.role(), usage);
            }
            long size = Files.size(file);
            if (size > maxOutputBytes) {
                String reason = output.role() + " has " + Bytes.text(size) + ", more than the helper's limit of "
                        + Bytes.text(maxOutputBytes);
                return ended(ticket, Outcome.REFUSED, 0, said, reason, usage);
            }
            byte[] content = Files.readAllBytes(file);
            if (output.role().equals(AgentCommand.DEPENDENCIES)) {
                String list = new String(content, StandardCharsets.ISO_8859_1);
                content = own(list, unit.prepared).getBytes(StandardCharsets.ISO_8859_1);
            }
            Packed packed = Packing.pack(output.role(), content, unit.prepared.quick());
            attachments.add(packed.attachment());
            files.add(packed.wire());
        }
        return new UnitResult(new Result(ticket, Outcome.SUCCEEDED, 0, said, "", usage, attachments), files);
    }

    private static UnitResult ended(long ticket, Outcome outcome, int exit, String said, String reason, Usage usage) {
        return new UnitResult(new Result(ticket, outcome, exit, said, reason, usage, List.of()), List.of());
    }

    /** With the client's own paths. */
    private static String own(String text, Prepared prepared) {
        return prepared.mirror().isEmpty() ? text : text.replace(prepared.mirror() + "/", "/");
    }

    /** No link, and reached through none: a command could have planted one to read what it may not. */
    private static boolean isPlain(Path file, Path folder) throws IOException {
        return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
                && file.toRealPath().startsWith(folder);
    }

    private static String head(Path file) throws IOException {
        long size = Files.size(file);
        if (size == 0) {
            return "";
        }
        try (InputStream in = Files.newInputStream(file)) {
            String text = new String(in.readNBytes(MAX_DIAGNOSTICS_BYTES), StandardCharsets.UTF_8);
            return size <= MAX_DIAGNOSTICS_BYTES ? text : text + "\n… cut after 1 MiB of " + Bytes.text(size) + "\n";
        }
    }

    private static String firstMatch(String said) {
        return said.lines()
                .filter(line -> CRASH.matcher(line).find())
                .map(line -> line.length() > 200 ? line.substring(0, 200) + "…" : line)
                .findFirst()
                .orElse("no message");
    }
}
