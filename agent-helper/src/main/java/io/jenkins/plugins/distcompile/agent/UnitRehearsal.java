package io.jenkins.plugins.distcompile.agent;

import io.jenkins.plugins.distcompile.link.DamagedException;
import io.jenkins.plugins.distcompile.link.Packed;
import io.jenkins.plugins.distcompile.link.Packing;
import io.jenkins.plugins.distcompile.protocol.MessageRehearsal;
import io.jenkins.plugins.distcompile.toolchain.Inclusion;
import io.jenkins.plugins.distcompile.toolchain.Language;
import io.jenkins.plugins.distcompile.toolchain.Task;
import io.jenkins.plugins.distcompile.toolchain.TextCheck;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * Does with a made-up text what a helper does with that of a unit, before there is a client: else its first units, which
 * may be the longest of a build, start a tenth of a second late. Nothing is written and no process started.
 */
public final class UnitRehearsal {
    private static final int LINES = 4_000;
    private static final int ROUNDS = 3;

    private UnitRehearsal() {}

    /** Takes some tenths of a second. */
    public static void run() {
        MessageRehearsal.run();
        StringBuilder made = new StringBuilder("# 1 \"a.c\"\n");
        for (int i = 0; i < LINES; i++) {
            made.append("struct s").append(i).append(" { int a; const char *name; }; /* \"text\" */\n");
        }
        byte[] text = made.toString().getBytes(StandardCharsets.US_ASCII);
        Task.Compile task = new Task.Compile("", Language.C, List.of("-O2"), "a.c", "/", "a.o", List.of(), Map.of());
        for (int i = 0; i < 2 * ROUNDS; i++) {
            Packed packed = Packing.pack("text", text, i % 2 == 0);
            try {
                TextCheck.check(Packing.unpack(packed.attachment(), packed.wire(), text.length), task);
                Inclusion.scan(text, Language.C, List.of());
            } catch (DamagedException e) {
                throw new IllegalStateException("what was packed cannot be unpacked", e);
            }
        }
    }
}
