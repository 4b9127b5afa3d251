package io.jenkins.plugins.distcompile.history;

import io.jenkins.plugins.distcompile.toolchain.Language;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/**
 * What a whole history says of units and agents at once: log seconds = work(unit) − speed(agent) + noise. Each agent's speed
 * is solved for in turn, with what its units cost known from their sizes and from all other agents (a Gauss-Seidel
 * iteration over speeds, works being integrated out: Bishop, Pattern Recognition and Machine Learning, 2006, section 2.3);
 * a residual beyond {@value #CLAMP} deviations counts as if it were there (Huber 1964). Taken one after the other, the first
 * results of agents that nothing is known of would put half of what is a unit's into its agent's speed. Time: sweeps × entries.
 */
final class HistoryFit {
    private static final double CLAMP = 2;
    private static final int MOST_SWEEPS = 20;
    private static final double SMALL_CHANGE = 1e-3;
    /** Sizes tell more when speeds are known, and speeds more when sizes tell. */
    private static final int ROUNDS = 3;
    /** Code and machines change: the variance of a result grows by this much a day, until the newest of the history. */
    private static final double VARIANCE_A_DAY = 0.05 * 0.05;

    private static final double SECONDS_A_DAY = 86_400;

    /** One entry: {@code y} is its time's logarithm. */
    private record Result(int unit, int agent, double y, double variance) {}

    /** The newest entry of a unit tells what it is now. */
    private record UnitFacts(String id, Language language, long bytes) {}

    private final Function<Language, SizeFit> blankFit;
    private final List<UnitFacts> units = new ArrayList<>();
    private final List<String> agents = new ArrayList<>();
    private final List<Result> results = new ArrayList<>();
    private final List<List<Result>> ofUnit = new ArrayList<>();
    private final List<List<Result>> ofAgent = new ArrayList<>();
    private final Map<Language, SizeFit> fits = new EnumMap<>(Language.class);
    private SizeFit otherFit;
    private Gaussian[] speeds;
    // Of each unit, of everything that is known of its work: the sum of precisions, and of precision × mean.
    private double[] precision;
    private double[] moment;

    /**
     * @param blankFit the fit of a language, null = none, before anything was seen
     * @param runVariance of one run, as a logarithm
     */
    HistoryFit(List<HistoryEntry> entries, Function<Language, SizeFit> blankFit, double runVariance) {
        this.blankFit = blankFit;
        List<HistoryEntry> ordered = new ArrayList<>(entries);
        ordered.sort(Comparator.comparingLong(HistoryEntry::seenAt)
                .thenComparing(HistoryEntry::unit)
                .thenComparing(HistoryEntry::agent));
        long newest = ordered.isEmpty() ? 0 : ordered.get(ordered.size() - 1).seenAt();
        Map<String, Integer> unitNumbers = new HashMap<>();
        Map<String, Integer> agentNumbers = new HashMap<>();
        for (HistoryEntry entry : ordered) {
            double seconds = entry.centre();
            if (!(seconds > 0) || Double.isInfinite(seconds)) {
                continue;
            }
            int unit = unitNumbers.computeIfAbsent(entry.unit(), id -> add(units, ofUnit));
            int agent = agentNumbers.computeIfAbsent(entry.agent(), name -> add(agents, ofAgent));
            units.set(unit, new UnitFacts(entry.unit(), language(entry.language()), entry.sourceBytes()));
            agents.set(agent, entry.agent());
            double days = (newest - entry.seenAt()) / SECONDS_A_DAY;
            double variance = runVariance / entry.lastSeconds().size() + days * VARIANCE_A_DAY;
            Result result = new Result(unit, agent, Math.log(seconds), variance);
            results.add(result);
            ofUnit.get(unit).add(result);
            ofAgent.get(agent).add(result);
        }
    }

    private static <T> int add(List<T> things, List<List<Result>> lists) {
        things.add(null);
        lists.add(new ArrayList<>(1));
        return things.size() - 1;
    }

    /** @param unknown what is known of an agent that nothing is known of */
    void solve(Gaussian unknown) {
        speeds = new Gaussian[agents.size()];
        for (int a = 0; a < speeds.length; a++) {
            speeds[a] = new Gaussian(unknown.mean, unknown.variance);
        }
        for (int round = 0; round < ROUNDS; round++) {
            fitSizes();
            sumUp();
            double change = 1;
            for (int sweep = 0; sweep < MOST_SWEEPS && change > SMALL_CHANGE; sweep++) {
                change = 0;
                for (int a = 0; a < speeds.length; a++) {
                    change = Math.max(change, Math.abs(solve(a, unknown)));
                }
            }
        }
    }

    private void fitSizes() {
        fits.clear();
        for (Language language : Language.values()) {
            fits.put(language, blankFit.apply(language));
        }
        otherFit = blankFit.apply(null);
        for (int u = 0; u < units.size(); u++) {
            double sum = 0;
            for (Result result : ofUnit.get(u)) {
                sum += result.y + speeds[result.agent].mean;
            }
            fit(units.get(u).language)
                    .learn(units.get(u).bytes, sum / ofUnit.get(u).size());
        }
    }

    private void sumUp() {
        precision = new double[units.size()];
        moment = new double[units.size()];
        for (int u = 0; u < units.size(); u++) {
            Gaussian bySize = prior(u);
            precision[u] = 1 / bySize.variance;
            moment[u] = bySize.mean / bySize.variance;
        }
        for (Result result : results) {
            precision[result.unit] += 1 / result.variance;
            moment[result.unit] += (result.y + speeds[result.agent].mean) / result.variance;
        }
    }

    /** By its size, and less sure where that is far off. */
    private Gaussian prior(int unit) {
        Gaussian bySize = fit(units.get(unit).language).predict(units.get(unit).bytes);
        Result first = ofUnit.get(unit).get(0);
        bySize.believe(first.y + speeds[first.agent].mean);
        return bySize;
    }

    /** Solves for one agent's speed and returns how much that has changed it. */
    private double solve(int agent, Gaussian unknown) {
        Gaussian speed = speeds[agent];
        double known = 1 / unknown.variance;
        double sum = unknown.mean / unknown.variance;
        for (Result result : ofAgent.get(agent)) {
            double own = 1 / result.variance;
            double others = precision[result.unit] - own;
            double work = (moment[result.unit] - own * (result.y + speed.mean)) / others;
            double variance = result.variance + 1 / others;
            double residual = Math.abs(work - result.y - speed.mean);
            double limit = CLAMP * Math.sqrt(variance);
            double weight = (residual > limit ? limit / residual : 1) / variance;
            known += weight;
            sum += weight * (work - result.y);
        }
        double change = sum / known - speed.mean;
        speed.mean += change;
        speed.variance = 1 / known;
        for (Result result : ofAgent.get(agent)) {
            moment[result.unit] += change / result.variance;
        }
        return change;
    }

    private SizeFit fit(Language language) {
        return language == null ? otherFit : fits.get(language);
    }

    /** Told what is known of each. To be called after {@link #solve(Gaussian)}. */
    interface Told {
        /** @param language null = none */
        void fit(Language language, SizeFit fit);

        void agent(String name, Gaussian speed);

        void unit(String id, Gaussian work, long bytes);
    }

    void tell(Told told) {
        fits.forEach(told::fit);
        told.fit(null, otherFit);
        for (int a = 0; a < speeds.length; a++) {
            told.agent(agents.get(a), speeds[a]);
        }
        for (int u = 0; u < units.size(); u++) {
            told.unit(units.get(u).id, new Gaussian(moment[u] / precision[u], 1 / precision[u]), units.get(u).bytes);
        }
    }

    private static Language language(String name) {
        for (Language language : Language.values()) {
            if (language.name().equals(name.toUpperCase(Locale.ROOT))) {
                return language;
            }
        }
        return null;
    }
}
