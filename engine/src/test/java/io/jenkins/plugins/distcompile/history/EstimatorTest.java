package io.jenkins.plugins.distcompile.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.jenkins.plugins.distcompile.criteria.AgentProfile;
import io.jenkins.plugins.distcompile.toolchain.Language;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.Test;

public class EstimatorTest {

    private static AgentProfile machine(int mhz, double benchmark) {
        return new AgentProfile(
                "a",
                "m",
                "linux",
                "x86_64",
                new AgentProfile.Cpu("", 4, 4, mhz),
                new AgentProfile.Memory(1, 1),
                new AgentProfile.Disk(1, 1),
                new AgentProfile.Network(0),
                new AgentProfile.Load(0, 0, 0),
                4,
                4,
                0,
                benchmark,
                List.of(),
                Map.of());
    }

    /** Sum of uniform numbers, near enough to normal with deviation 1. */
    private static double normal(SplittableRandom random) {
        double sum = -6;
        for (int i = 0; i < 12; i++) {
            sum += random.nextDouble();
        }
        return sum;
    }

    @Test
    public void anUnknownAgentIsJudgedByBenchmarkThenSpecs() {
        Estimator estimator = new Estimator();
        assertThat(estimator.speed("benchmarked", machine(3000, 2.5)).value()).isCloseTo(2.5, within(1e-9));
        assertThat(estimator.speed("specified", machine(1500, 0)).value()).isCloseTo(0.5, within(1e-9));
        assertThat(estimator.speed("silent", machine(0, 0)).value()).isEqualTo(1);
        assertThat(estimator.speed("absurd", machine(2_000_000_000, 0)).value()).isEqualTo(1);
        double[] sigmas = {
            estimator.speed("benchmarked", null).logSigma(),
            estimator.speed("specified", null).logSigma(),
            estimator.speed("silent", null).logSigma()
        };
        assertThat(sigmas).isSorted();
    }

    @Test
    public void anUnknownUnitIsJudgedByLanguageAndSize() {
        Estimator estimator = new Estimator();
        double c = estimator.work("a.c", Language.C, 50_000).value();
        double cxx = estimator.work("a.cc", Language.CXX, 50_000).value();
        double large = estimator.work("b.cc", Language.CXX, 5_000_000).value();
        assertThat(c).isLessThan(cxx);
        assertThat(cxx).isLessThan(large);
        assertThat(estimator.work("x", null, 0).logSigma())
                .isGreaterThan(estimator.work("x", null, 32_768).logSigma());
    }

    @Test
    public void theSizeFitFindsTheTrueLawDespiteOutliers() {
        SplittableRandom random = new SplittableRandom(21);
        Runs runs = new Runs();
        for (int i = 0; i < 400; i++) {
            long bytes = (long) Math.exp(9 + 5 * random.nextDouble());
            double outlier = random.nextInt(20) == 0 ? 20 : 1;
            double seconds = 2e-6 * bytes * Math.exp(0.2 * normal(random)) * outlier;
            runs.add("u" + i, "a", Language.CXX, seconds, bytes);
        }
        Estimator estimator = runs.learnt();
        double speed = estimator.speed("a", null).value();
        for (long bytes : new long[] {20_000, 200_000, 1_000_000}) {
            Estimate estimate = estimator.work("new", Language.CXX, bytes);
            assertThat(Math.log(estimate.value() / speed / (2e-6 * bytes)))
                    .as("seed 21, %d bytes", bytes)
                    .isCloseTo(0, within(0.25));
            assertThat(estimate.logSigma()).isBetween(0.1, 0.8);
        }
    }

    @Test
    public void workAndSpeedAreLearntTogether() {
        SplittableRandom random = new SplittableRandom(22);
        double[] speeds = {0.5, 1, 1, 2, 4};
        double[] works = new double[80];
        Arrays.setAll(works, i -> Math.exp(normal(random)));
        Runs runs = new Runs();
        for (int run = 0; run < 4000; run++) {
            int u = random.nextInt(works.length);
            int a = random.nextInt(speeds.length);
            double outlier = random.nextInt(25) == 0 ? 8 : 1;
            double seconds = works[u] / speeds[a] * Math.exp(0.1 * normal(random)) * outlier;
            runs.add("u" + u, "a" + a, Language.C, seconds, 10_000);
        }
        Estimator estimator = runs.learnt();
        for (int a = 0; a < speeds.length; a++) {
            for (int u = 0; u < works.length; u++) {
                double predicted = estimator.work("u" + u, Language.C, 10_000).value()
                        / estimator.speed("a" + a, null).value();
                assertThat(Math.log(predicted / (works[u] / speeds[a])))
                        .as("seed 22, unit %d on agent %d", u, a)
                        .isCloseTo(0, within(0.35));
            }
        }
    }

    @Test
    public void oneAbsurdRunMovesLittle() {
        Runs runs = new Runs();
        for (int i = 0; i < 20; i++) {
            runs.add("u", "a", Language.C, 2, 10_000);
        }
        double before = predicted(runs.learnt());
        runs.add("u", "a", Language.C, 2000, 10_000);
        assertThat(before).isCloseTo(2, within(0.1));
        assertThat(predicted(runs.learnt())).isLessThan(before * 1.2);
    }

    @Test
    public void timesThatCannotBeAreIgnored() {
        List<HistoryEntry> entries = new ArrayList<>(List.of(entry("u", "a", 2)));
        for (double seconds : new double[] {Double.NaN, Double.POSITIVE_INFINITY, 0, -1}) {
            entries.add(new HistoryEntry("p", "u", "a" + seconds, "C", 1, List.of(seconds), 10_000, 0, 0, 3));
        }
        assertThat(predicted(Estimator.from(entries))).isEqualTo(predicted(Estimator.from(List.of(entries.get(0)))));
    }

    @Test
    public void aLastingChangeIsFollowed() {
        Runs runs = new Runs();
        for (int i = 0; i < 20; i++) {
            runs.add("u", "a", Language.C, 2, 10_000);
        }
        for (int i = 0; i < 60; i++) {
            runs.add("u", "a", Language.C, 6, 10_000);
        }
        assertThat(predicted(runs.learnt())).isCloseTo(6, within(0.8));
    }

    /** Runs, recorded as a history records them. */
    private static final class Runs {
        private final Map<String, HistoryEntry> entries = new LinkedHashMap<>();

        void add(String unit, String agent, Language language, double seconds, long sourceBytes) {
            Observation run = new Observation(unit, agent, language.name(), seconds, sourceBytes, 200, 300);
            entries.compute(
                    unit + "@" + agent,
                    (key, known) -> known == null ? HistoryEntry.first("p", run, 1) : known.plus(run, 1));
        }

        Estimator learnt() {
            return Estimator.from(List.copyOf(entries.values()));
        }
    }

    private static double predicted(Estimator estimator) {
        return estimator.work("u", Language.C, 10_000).value()
                / estimator.speed("a", null).value();
    }

    @Test
    public void moreResultsMakeItSurerButNeverCertain() {
        Runs runs = new Runs();
        double before = new Estimator().work("u", Language.C, 10_000).logSigma();
        for (int i = 0; i < 500; i++) {
            runs.add("u", "a", Language.C, 2, 10_000);
        }
        assertThat(runs.learnt().work("u", Language.C, 10_000).logSigma())
                .isLessThan(before / 5)
                .isPositive();
    }

    @Test
    public void aUnitThatGrewIsPredictedLonger() {
        Runs runs = new Runs();
        runs.add("u", "a", Language.C, 2, 10_000);
        Estimator estimator = runs.learnt();
        Estimate same = estimator.work("u", Language.C, 10_000);
        Estimate grown = estimator.work("u", Language.C, 100_000);
        assertThat(grown.value()).isGreaterThan(same.value() * 1.5);
        assertThat(grown.logSigma()).isGreaterThan(same.logSigma());
        assertThat(estimator.work("u", Language.C, 0)).isEqualTo(same);
    }

    @Test
    public void aHistoryTeachesWhatItsEntriesSay() {
        HistoryEntry slow = entry("u", "slow", 8);
        HistoryEntry fast = entry("u", "fast", 2);
        Estimator estimator = Estimator.from(List.of(slow, fast, entry("v", "slow", 4), entry("v", "fast", 1)));
        double ratio = estimator.speed("fast", null).value()
                / estimator.speed("slow", null).value();
        assertThat(ratio).isBetween(2.0, 6.0);
        assertThat(estimator.work("u", Language.C, 1000).value()
                        / estimator.work("v", Language.C, 1000).value())
                .isBetween(1.4, 3.0);
    }

    @Test
    public void oneBuildIsEnoughToKnowUnitsWhoseSizeSaysNothing() {
        SplittableRandom random = new SplittableRandom(23);
        double[] speeds = {1, 1, 1, 1, 0.5, 0.5, 0.25, 1};
        double[] works = new double[200];
        Arrays.setAll(works, i -> 0.3 * Math.exp(0.8 * normal(random)));
        works[150] = 8;
        List<HistoryEntry> entries = new ArrayList<>();
        for (int u = 0; u < works.length; u++) {
            int a = random.nextInt(speeds.length);
            double seconds = works[u] / speeds[a] * Math.exp(0.02 * normal(random));
            entries.add(HistoryEntry.first("p", HistoryTest.run("u" + u, "a" + a, seconds), 1));
        }
        Estimator estimator = Estimator.from(entries);
        double[] off = new double[works.length];
        for (int u = 0; u < works.length; u++) {
            double predicted = estimator.work("u" + u, Language.C, 1000).value()
                    / estimator.speed("a0", null).value();
            off[u] = Math.abs(Math.log(predicted / works[u]));
        }
        assertThat(off[150]).as("the long one").isLessThan(0.4);
        Arrays.sort(off);
        assertThat(off[100]).as("seed 23, median").isLessThan(0.25);
    }

    @Test
    public void whatManyBuildsSawBeatsWhatOneDaySaid() {
        // An old machine was replaced by one four times as fast under the same name.
        HistoryEntry old = HistoryEntry.first("p", HistoryTest.run("u", "renewed", 8), 0);
        List<HistoryEntry> entries = new ArrayList<>(List.of(old));
        long now = 200 * 86_400L;
        for (String unit : List.of("v", "w", "x")) {
            entries.add(HistoryEntry.first("p", HistoryTest.run(unit, "renewed", 1), now));
            entries.add(HistoryEntry.first("p", HistoryTest.run(unit, "same", 1), now));
        }
        Estimator estimator = Estimator.from(entries);
        assertThat(estimator.speed("renewed", null).value()
                        / estimator.speed("same", null).value())
                .isCloseTo(1, within(0.1));
    }

    private static HistoryEntry entry(String unit, String agent, double seconds) {
        Observation run = HistoryTest.run(unit, agent, seconds);
        return HistoryEntry.first("p", run, 1).plus(run, 2).plus(run, 3);
    }

    @Test
    public void theFastestAgentIsToldWhenEnoughAreKnown() {
        Runs runs = new Runs();
        for (int i = 0; i < 10; i++) {
            for (String unit : List.of("u", "v")) {
                runs.add(unit, "slow", Language.C, 2, 1000);
                runs.add(unit, "fast", Language.C, 1, 1000);
                runs.add(unit, "here", Language.C, 0.5, 1000);
            }
        }
        Estimator estimator = runs.learnt();
        double fast = estimator.learntSpeed("fast").getAsDouble();
        assertThat(estimator.fastestOf(2, "here").getAsDouble()).isEqualTo(fast);
        assertThat(estimator.fastestOf(3, "here")).isEmpty();
        assertThat(new Estimator().fastestOf(0, "here")).isEmpty();
    }
}
