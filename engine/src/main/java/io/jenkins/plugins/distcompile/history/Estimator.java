package io.jenkins.plugins.distcompile.history;

import io.jenkins.plugins.distcompile.criteria.AgentProfile;
import io.jenkins.plugins.distcompile.toolchain.Language;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * Predicts what units cost and how fast agents are: log seconds = work(unit) − speed(agent), both learnt together from a
 * history ({@link HistoryFit}). Pure: no clock, no file; one thread.
 */
public final class Estimator {
    /** Runs of one unit on one machine differ by about this much, as a logarithm. */
    private static final double RUN_SIGMA = 0.12;

    /** Code and machines change: what was learnt is never surer than this. */
    private static final double MIN_UNIT_VARIANCE = 0.04 * 0.04;

    private static final double MIN_AGENT_VARIANCE = 0.03 * 0.03;
    private static final double BENCHMARK_VARIANCE = 0.2 * 0.2;
    private static final double SPECS_VARIANCE = 0.35 * 0.35;
    private static final double UNKNOWN_AGENT_VARIANCE = 0.5 * 0.5;
    private static final double REFERENCE_MHZ = 3000;
    /** Names come from agents: beyond it new ones are judged by their profile each time. */
    private static final int MAX_AGENTS = 100_000;

    private final Map<String, UnitCost> units = new HashMap<>();
    private final Map<String, Gaussian> agents = new HashMap<>();
    private final Map<Language, SizeFit> fits = new EnumMap<>(Language.class);
    /** For units of no known language. */
    private SizeFit otherFit = blankFit(null);

    public Estimator() {
        for (Language language : Language.values()) {
            fits.put(language, blankFit(language));
        }
    }

    /** An estimator that has learnt from a project's history. */
    public static Estimator from(List<HistoryEntry> entries) {
        HistoryFit fit = new HistoryFit(entries, Estimator::blankFit, RUN_SIGMA * RUN_SIGMA);
        fit.solve(priorSpeed(null));
        Estimator estimator = new Estimator();
        fit.tell(estimator.new Learner());
        return estimator;
    }

    private final class Learner implements HistoryFit.Told {
        @Override
        public void fit(Language language, SizeFit fit) {
            if (language == null) {
                otherFit = fit;
            } else {
                fits.put(language, fit);
            }
        }

        @Override
        public void agent(String name, Gaussian speed) {
            speed.variance = Math.max(MIN_AGENT_VARIANCE, speed.variance);
            agents.put(name, speed);
        }

        @Override
        public void unit(String id, Gaussian work, long bytes) {
            work.variance = Math.max(MIN_UNIT_VARIANCE, work.variance);
            units.put(id, new UnitCost(work, bytes));
        }
    }

    /**
     * What the unit costs on the reference machine, in seconds. A unit seen before whose size has changed is scaled
     * by the fit's slope and less sure.
     *
     * @param language null = none
     * @param sourceBytes 0 = unknown; always the same measure: the source file's size, known before the build
     */
    public Estimate work(String unitId, Language language, long sourceBytes) {
        UnitCost known = units.get(unitId);
        SizeFit fit = fit(language);
        if (known == null) {
            return fit.predict(sourceBytes).toEstimate();
        }
        double change = known.changeTo(sourceBytes, fit);
        return new Estimate(Math.exp(known.work.mean + change), Math.sqrt(known.work.variance + change * change / 4));
    }

    /**
     * The agent's speed relative to the reference machine: learnt, or from its benchmark, or from its specs.
     *
     * @param profile null = unknown
     */
    public Estimate speed(String agent, AgentProfile profile) {
        Gaussian known = agents.get(agent);
        if (known == null) {
            known = priorSpeed(profile);
            if (agents.size() < MAX_AGENTS) {
                agents.put(agent, known);
            }
        }
        return known.toEstimate();
    }

    /** The speed that results have shown or a profile has said; empty = nothing is known of this agent. */
    public OptionalDouble learntSpeed(String agent) {
        Gaussian known = agents.get(agent);
        return known == null
                ? OptionalDouble.empty()
                : OptionalDouble.of(known.toEstimate().value());
    }

    /** The highest learnt speed of at least so many agents, {@code except} not counted; empty = fewer are known. */
    public OptionalDouble fastestOf(int atLeast, String except) {
        double fastest = 0;
        int known = 0;
        for (Map.Entry<String, Gaussian> agent : agents.entrySet()) {
            if (!agent.getKey().equals(except)) {
                known++;
                fastest = Math.max(fastest, agent.getValue().toEstimate().value());
            }
        }
        return known > 0 && known >= atLeast ? OptionalDouble.of(fastest) : OptionalDouble.empty();
    }

    private static Gaussian priorSpeed(AgentProfile profile) {
        if (profile != null && profile.benchmark() > 0 && profile.benchmark() < 1e3) {
            return new Gaussian(Math.log(profile.benchmark()), BENCHMARK_VARIANCE);
        }
        if (profile != null && profile.cpu().mhz() >= 100 && profile.cpu().mhz() <= 20_000) {
            return new Gaussian(Math.log(profile.cpu().mhz() / REFERENCE_MHZ), SPECS_VARIANCE);
        }
        return new Gaussian(0, UNKNOWN_AGENT_VARIANCE);
    }

    private SizeFit fit(Language language) {
        return language == null ? otherFit : fits.get(language);
    }

    private static SizeFit blankFit(Language language) {
        return new SizeFit(language == null ? 0.3 : typicalSeconds(language));
    }

    /** Where a fit starts: median times of sources of 32 KiB at -O2 in lua, redis and leveldb, rounded. */
    private static double typicalSeconds(Language language) {
        return switch (language) {
            case C, OBJECTIVE_C -> 0.25;
            case CXX, OBJECTIVE_CXX -> 0.9;
            case ASSEMBLER, ASSEMBLER_WITH_CPP -> 0.03;
        };
    }

    private static final class UnitCost {
        private final Gaussian work;
        private long bytes;

        UnitCost(Gaussian work, long bytes) {
            this.work = work;
            this.bytes = bytes;
        }

        /** How much the logarithm of the cost moves when the source has another size now. */
        double changeTo(long newBytes, SizeFit fit) {
            return bytes > 0 && newBytes > 0 && newBytes != bytes
                    ? fit.predict(newBytes).mean - fit.predict(bytes).mean
                    : 0;
        }
    }
}
