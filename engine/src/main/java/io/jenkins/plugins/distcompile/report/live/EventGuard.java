package io.jenkins.plugins.distcompile.report.live;

import io.jenkins.plugins.distcompile.criteria.AgentProfile;
import io.jenkins.plugins.distcompile.protocol.Message.Usage;
import io.jenkins.plugins.distcompile.report.BuildEvent;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Stands between a log that nobody vouches for and the report made from it: names are there and short, numbers are
 * finite and in range, texts and lists are cut to size, and of each kind of thing there are only so many. What goes
 * beyond is left out and counted. One thread at a time.
 */
final class EventGuard implements Consumer<BuildEvent> {

    static final int MOST_UNITS = 50_000;
    static final int MOST_AGENTS = 2_000;
    static final int MOST_EVENTS_OF_A_UNIT = 400;
    static final int MOST_EVENTS_OF_AN_AGENT = 2_000;
    static final int MOST_NOTICES = 2_000;
    static final int MOST_REPOSTS = 10_000;
    static final int MOST_EDGES = 1_000_000;
    static final int NAME_CHARS = 1_024;
    static final int LINE_CHARS = 2_000;
    static final int DIAGNOSTICS_CHARS = 64 << 10;
    /** Of all diagnostics together. */
    static final int ALL_DIAGNOSTICS_CHARS = 24 << 20;

    private static final double MOST_MILLIS = 366 * 86_400_000d;
    private static final double MOST_NUMBER = 1e9;
    private static final int MOST_OPTIONS = 200;
    private static final int MOST_FACTS = 64;
    private static final String LEFT_OUT = "(left out: this build has too many diagnostics for one page)";

    private final Consumer<BuildEvent> next;
    private final Map<String, Integer> units = new HashMap<>();
    private final Map<String, Integer> agents = new HashMap<>();
    private int notices;
    private int reposts;
    private int edges;
    private int diagnostics;
    private long leftOut;

    EventGuard(Consumer<BuildEvent> next) {
        this.next = next;
    }

    /** Events that were not passed on. */
    long leftOut() {
        return leftOut;
    }

    @Override
    public void accept(BuildEvent event) {
        BuildEvent clean = event.at() >= 0 && event.at() <= MOST_MILLIS ? cleaned(event) : null;
        if (clean == null) {
            leftOut++;
        } else {
            next.accept(clean);
        }
    }

    /** The event within bounds; null = not to be shown. */
    private BuildEvent cleaned(BuildEvent event) {
        if (event instanceof BuildEvent.Started e) {
            int count = Math.max(0, Math.min(e.units(), MOST_UNITS));
            List<String> options = e.options() == null
                    ? List.of()
                    : e.options().stream()
                            .limit(MOST_OPTIONS)
                            .map(EventGuard::line)
                            .filter(option -> option != null)
                            .toList();
            return new BuildEvent.Started(
                    e.at(), given(e.buildId()), given(e.startedAt()), count, given(e.client()), options);
        }
        if (event instanceof BuildEvent.UnitPlanned e) {
            return unit(e.unit()) ? planned(e) : null;
        }
        if (event instanceof BuildEvent.AgentVerdict e) {
            return counted(agents, e.agent(), MOST_AGENTS, MOST_EVENTS_OF_AN_AGENT) ? verdict(e) : null;
        }
        if (event instanceof BuildEvent.Rated e) {
            String currency = e.currency() == null || e.currency().length() > 16 ? "" : e.currency();
            return agent(e.agent())
                    ? new BuildEvent.Rated(e.at(), e.agent(), number(e.perHour()), currency, line(e.why()))
                    : null;
        }
        if (event instanceof BuildEvent.AgentLost e) {
            return counted(agents, e.agent(), MOST_AGENTS, MOST_EVENTS_OF_AN_AGENT)
                    ? new BuildEvent.AgentLost(e.at(), e.agent(), line(e.reason()))
                    : null;
        }
        if (event instanceof BuildEvent.Prepared e) {
            return unit(e.unit())
                    ? new BuildEvent.Prepared(
                            e.at(),
                            e.unit(),
                            number(e.seconds()),
                            size(e.textBytes()),
                            size(e.wireBytes()),
                            e.elsewhere())
                    : null;
        }
        if (event instanceof BuildEvent.Notice e) {
            return e.text() != null && notices++ < MOST_NOTICES
                    ? new BuildEvent.Notice(e.at(), "warning".equals(e.level()) ? "warning" : "info", line(e.text()))
                    : null;
        }
        if (event instanceof BuildEvent.Finished e) {
            return new BuildEvent.Finished(e.at(), e.success(), line(e.reason()), number(e.clientCpuSeconds()));
        }
        return ofUnit(event);
    }

    private BuildEvent ofUnit(BuildEvent event) {
        if (event instanceof BuildEvent.Assigned e) {
            return unit(e.unit()) && agent(e.agent()) && copy(e.copy())
                    ? new BuildEvent.Assigned(
                            e.at(), e.unit(), e.copy(), e.agent(), number(e.predictedSeconds()), line(e.why()))
                    : null;
        }
        if (event instanceof BuildEvent.CopyRunning e) {
            return unit(e.unit()) && agent(e.agent()) && copy(e.copy()) ? e : null;
        }
        if (event instanceof BuildEvent.CopyEnded e) {
            return unit(e.unit()) && agent(e.agent()) && copy(e.copy())
                    ? new BuildEvent.CopyEnded(
                            e.at(),
                            e.unit(),
                            e.copy(),
                            e.agent(),
                            given(e.ending()),
                            line(e.reason()),
                            usage(e.usage()),
                            size(e.bytes()))
                    : null;
        }
        if (event instanceof BuildEvent.Reposted e) {
            return unit(e.unit()) && agent(e.agent()) && copy(e.copy()) && reposts++ < MOST_REPOSTS
                    ? new BuildEvent.Reposted(e.at(), e.unit(), e.copy(), e.agent(), line(e.reason()), e.blameless())
                    : null;
        }
        if (event instanceof BuildEvent.LocalStarted e) {
            return unit(e.unit()) ? new BuildEvent.LocalStarted(e.at(), e.unit(), line(e.reason())) : null;
        }
        if (event instanceof BuildEvent.LocalEnded e) {
            return unit(e.unit())
                    ? new BuildEvent.LocalEnded(e.at(), e.unit(), e.success(), number(e.seconds()))
                    : null;
        }
        if (event instanceof BuildEvent.UnitDone e) {
            // Not counted: the end of a unit is shown whatever went before.
            boolean known = e.agent() == null || agent(e.agent());
            return counted(units, e.unit(), MOST_UNITS, Integer.MAX_VALUE) && known
                    ? new BuildEvent.UnitDone(
                            e.at(), e.unit(), e.success(), e.agent(), said(e.diagnostics()), line(e.reason()))
                    : null;
        }
        return null;
    }

    private BuildEvent.UnitPlanned planned(BuildEvent.UnitPlanned e) {
        List<String> after = e.after() == null ? List.of() : e.after();
        if (after.stream().anyMatch(EventGuard::unfit) || edges + after.size() > MOST_EDGES) {
            after = List.of();
        }
        edges += after.size();
        List<String> critical = e.critical() == null
                ? null
                : e.critical().stream().limit(16).filter(why -> !unfit(why)).toList();
        return new BuildEvent.UnitPlanned(
                e.at(),
                e.unit(),
                given(e.kind()),
                line(e.source()),
                after,
                line(e.localReason()),
                number(e.predictedSeconds()),
                critical,
                number(e.rank()));
    }

    private static BuildEvent.AgentVerdict verdict(BuildEvent.AgentVerdict e) {
        int slots = Math.max(0, Math.min(e.slots(), 4096));
        boolean ranked = e.rank() != null && e.rank() >= 0 && e.rank() <= 100;
        return new BuildEvent.AgentVerdict(
                e.at(),
                e.agent(),
                given(e.verdict()),
                slots,
                line(e.reason()),
                profile(e.profile()),
                ranked ? e.rank() : null);
    }

    /** The profile, if it is whole and of a sensible size; else null: the machine is then not described. */
    static AgentProfile profile(AgentProfile p) {
        if (p == null || p.cpu() == null || p.memory() == null || p.compilers().size() > MOST_FACTS) {
            return null;
        }
        Map<String, String> metadata = new HashMap<>();
        p.metadata().entrySet().stream()
                .limit(MOST_FACTS)
                .filter(fact -> !unfit(fact.getKey()))
                .forEach(fact -> metadata.put(fact.getKey(), line(fact.getValue())));
        boolean odd = p.compilers().stream()
                .anyMatch(c -> unfit(c.kind()) || unfit(c.version()) || unfit(c.target()) || unfit(c.digest()));
        return new AgentProfile(
                given(p.name()),
                given(p.machine()),
                given(p.os()),
                given(p.arch()),
                new AgentProfile.Cpu(
                        given(p.cpu().model()),
                        count(p.cpu().cores()),
                        count(p.cpu().physicalCores()),
                        count(p.cpu().mhz())),
                new AgentProfile.Memory(
                        size(p.memory().totalBytes()), size(p.memory().freeBytes())),
                p.disk() == null
                        ? new AgentProfile.Disk(0, 0)
                        : new AgentProfile.Disk(
                                size(p.disk().totalBytes()), size(p.disk().freeBytes())),
                new AgentProfile.Network(
                        p.network() == null ? 0 : size(p.network().bitsPerSecond())),
                p.load() == null
                        ? new AgentProfile.Load(0, -1, -1)
                        : new AgentProfile.Load(
                                Math.min(1, number(p.load().cpu())),
                                p.load().average1m() < 0 ? -1 : number(p.load().average1m()),
                                Math.max(-1, p.load().userIdleSeconds())),
                count(p.slots()),
                count(p.slotsFree()),
                count(p.running()),
                number(p.benchmark()),
                odd ? List.of() : p.compilers(),
                metadata);
    }

    private boolean unit(String id) {
        return counted(units, id, MOST_UNITS, MOST_EVENTS_OF_A_UNIT);
    }

    private boolean agent(String name) {
        return !unfit(name)
                && (agents.containsKey(name) || agents.size() < MOST_AGENTS)
                && agents.merge(name, 0, Integer::sum) >= 0;
    }

    private static boolean counted(Map<String, Integer> seen, String name, int most, int mostOfOne) {
        return !unfit(name)
                && (seen.containsKey(name) || seen.size() < most)
                && seen.merge(name, 1, Integer::sum) <= mostOfOne;
    }

    private static boolean copy(int number) {
        return number >= 0 && number <= 1_000_000;
    }

    private static boolean unfit(String name) {
        return name == null || name.isEmpty() || name.length() > NAME_CHARS;
    }

    private static String given(String text) {
        return text == null ? "" : text.length() > NAME_CHARS ? text.substring(0, NAME_CHARS) : text;
    }

    /** Cut to a line's length; null stays null. */
    private static String line(String text) {
        return text == null || text.length() <= LINE_CHARS ? text : text.substring(0, LINE_CHARS) + " …";
    }

    private String said(String text) {
        if (text == null || text.isEmpty()) {
            return text;
        }
        String cut = text.length() <= DIAGNOSTICS_CHARS ? text : text.substring(0, DIAGNOSTICS_CHARS) + "\n…\n";
        if (diagnostics + cut.length() > ALL_DIAGNOSTICS_CHARS) {
            return LEFT_OUT;
        }
        diagnostics += cut.length();
        return cut;
    }

    private static Usage usage(Usage u) {
        return u == null
                ? null
                : new Usage(
                        Math.max(-1, u.queuedMillis()),
                        Math.max(-1, u.runMillis()),
                        size(u.userMillis()),
                        size(u.systemMillis()),
                        size(u.peakMemoryBytes()));
    }

    private static double number(double value) {
        return value >= 0 && value <= MOST_NUMBER ? value : 0;
    }

    private static int count(int value) {
        return Math.max(0, Math.min(value, 1_000_000));
    }

    private static long size(long value) {
        return Math.max(0, Math.min(value, 1L << 60));
    }
}
