package io.jenkins.plugins.distcompile.criteria;

import io.jenkins.plugins.distcompile.criteria.Fact.Type;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/** The facts that criteria can name: the one table that parser, documentation and completion share. */
public final class Facts {
    private static final String METADATA_PREFIX = "meta.";

    private static final List<Fact> ALL = List.of(
            number(
                    "cpu.mhz",
                    Dimension.FREQUENCY,
                    "highest clock rate the host states",
                    p -> known(p.cpu().mhz())),
            number("cpu.cores", Dimension.COUNT, "logical processors", p -> p.cpu()
                    .cores()),
            number("cpu.physical", Dimension.COUNT, "physical cores", p -> p.cpu()
                    .physicalCores()),
            text("cpu.model", "the vendor's model name", p -> p.cpu().model()),
            number("mem.total", Dimension.BYTES, "memory installed", p -> p.memory()
                    .totalBytes()),
            number("mem.free", Dimension.BYTES, "memory usable without swapping", p -> p.memory()
                    .freeBytes()),
            number("disk.free", Dimension.BYTES, "free space on the work folder's disk", p -> p.disk()
                    .freeBytes()),
            number(
                    "net.rate",
                    Dimension.RATE,
                    "rate of the fastest network interface that is up",
                    p -> known(p.network().bitsPerSecond())),
            number("load.cpu", Dimension.SHARE, "share of all processors used by others than our units", p -> p.load()
                    .cpu()),
            number(
                    "load.average",
                    Dimension.COUNT,
                    "the system's load average over a minute",
                    p -> p.load().average1m() < 0 ? Double.NaN : p.load().average1m()),
            number(
                    "user.idle",
                    Dimension.TIME,
                    "since the last sign of a person; endless when none was seen",
                    p -> p.load().userIdleSeconds() < 0
                            ? Double.POSITIVE_INFINITY
                            : p.load().userIdleSeconds()),
            text("os", "linux, macos, windows or another lower-case name", AgentProfile::os),
            text("arch", "x86_64, aarch64, …", AgentProfile::arch),
            number("slots", Dimension.COUNT, "units it runs at once, at most", AgentProfile::slots),
            number("slots.free", Dimension.COUNT, "slots neither reserved nor running", AgentProfile::slotsFree),
            number("running", Dimension.COUNT, "units running now, for all clients", AgentProfile::running),
            number(
                    "benchmark",
                    Dimension.COUNT,
                    "benchmark score; the reference machine has 1",
                    p -> known(p.benchmark())),
            text("name", "the agent's name in the pool", AgentProfile::name),
            text("machine", "identifies the host", AgentProfile::machine),
            new Fact("compiler", Type.LIST, Dimension.COUNT, "kind and version of each compiler", p -> compilers(p)));

    private static final Map<String, Fact> BY_NAME = ALL.stream().collect(Collectors.toMap(Fact::name, f -> f));

    private Facts() {}

    /** All names in the order of the documentation, {@code meta.NAME} last. */
    public static List<String> names() {
        List<String> names = new ArrayList<>(ALL.stream().map(Fact::name).toList());
        names.add(METADATA_PREFIX + "NAME");
        return names;
    }

    /** The table of docs/criteria.md, in Markdown. */
    public static String table() {
        List<Fact> rows = new ArrayList<>(ALL);
        rows.add(metadata("NAME"));
        StringBuilder table = new StringBuilder("| fact | type | what it is |\n|---|---|---|\n");
        for (Fact fact : rows) {
            table.append("| `").append(fact.name()).append("` | ").append(fact.shownType());
            table.append(" | ").append(fact.description()).append(" |\n");
        }
        return table.toString();
    }

    /** The fact of that name; null when there is none. */
    static Fact find(String name) {
        if (name.startsWith(METADATA_PREFIX) && name.length() > METADATA_PREFIX.length()) {
            return metadata(name.substring(METADATA_PREFIX.length()));
        }
        return BY_NAME.get(name);
    }

    /** The fact of that name, else the metadata of that name. */
    static Fact findOrMetadata(String name) {
        Fact fact = find(name);
        return fact == null ? metadata(name) : fact;
    }

    /** Up to three names that the user may have meant, nearest first; all of them when nothing is near. */
    static List<String> near(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        List<String> close = names().stream()
                .filter(n -> distance(lower, n) <= 3 || n.contains(lower) || lower.contains(n))
                .sorted(Comparator.comparingInt(n -> distance(lower, n)))
                .limit(3)
                .toList();
        return close.isEmpty() ? names() : close;
    }

    private static Fact metadata(String key) {
        return new Fact(
                METADATA_PREFIX + key,
                Type.METADATA,
                Dimension.ANY,
                "metadata of that name, from the administrator or a ranking utility",
                p -> {
                    String value = p.metadata().get(key);
                    return value == null ? Value.UNKNOWN : new Value.Text(value);
                });
    }

    private static Value compilers(AgentProfile profile) {
        return new Value.Texts(profile.compilers().stream()
                .map(c -> c.kind() + "-" + c.version())
                .toList());
    }

    private static Fact number(
            String name, Dimension dimension, String description, ToDoubleFunction<AgentProfile> extractor) {
        return new Fact(name, Type.NUMBER, dimension, description, p -> {
            double value = extractor.applyAsDouble(p);
            return Double.isNaN(value) ? Value.UNKNOWN : new Value.Number(value);
        });
    }

    private static Fact text(String name, String description, Function<AgentProfile, String> extractor) {
        return new Fact(name, Type.TEXT, Dimension.COUNT, description, p -> {
            String value = extractor.apply(p);
            return value == null || value.isEmpty() ? Value.UNKNOWN : new Value.Text(value);
        });
    }

    /** Zero stands for "not known" in these fields of a profile. */
    private static double known(double value) {
        return value == 0 ? Double.NaN : value;
    }

    /** Levenshtein's distance (Soviet Physics Doklady 10, 1966) over at most 64 characters of each. */
    private static int distance(String a, String b) {
        String from = a.length() > 64 ? a.substring(0, 64) : a;
        int[] row = new int[b.length() + 1];
        for (int j = 0; j < row.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= from.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                int above = row[j];
                int replaced = diagonal + (from.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(replaced, Math.min(above, row[j - 1]) + 1);
                diagonal = above;
            }
        }
        return row[row.length - 1];
    }
}
