package io.jenkins.plugins.distcompile.jenkins.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.jenkins.plugins.distcompile.criteria.AgentProfile;
import io.jenkins.plugins.distcompile.history.CostModel;
import io.jenkins.plugins.distcompile.report.BuildReport;
import io.jenkins.plugins.distcompile.report.live.LiveReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** The agents' records in their file. */
public class PoolStoreTest {
    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    private Path file;
    private BuildReport report;

    @Before
    public void setUp() throws IOException {
        file = folder.getRoot().toPath().resolve("distributed-compile/pool.json");
        Path log = folder.getRoot().toPath().resolve("log/events.jsonl");
        Logs.write(log, 10, true);
        report = LiveReport.read(log).report();
    }

    @Test
    public void whatRankingUtilitiesSaidStaysUntilTheySaySomethingElse() throws IOException {
        AgentRecord ranked = AgentRecord.unknown("alpha")
                .measured(profile(Map.of("rack", "b2", "rank.ssd", "70.0", CostModel.SHARE_FACT, "2")), 1);
        assertThat(ranked.facts()).isEqualTo(Map.of("rack", "b2", "rank.ssd", "70.0"));
        assertThat(ranked.measured(profile(Map.of("rack", "b3")), 2).facts())
                .isEqualTo(Map.of("rack", "b3", "rank.ssd", "70.0"));
        assertThat(ranked.measured(profile(Map.of("rank.cpu", "9.0")), 2).facts())
                .isEqualTo(Map.of("rank.cpu", "9.0"));
    }

    private AgentProfile profile(Map<String, String> facts) {
        return report.agents().get(0).profile().withMetadata(facts);
    }

    @Test
    public void buildsTeachWhatAgentsAreAndHowFast() throws IOException {
        new PoolStore(file).add(report, "folder/job", 1, 1000);
        new PoolStore(file).add(report, "folder/job", 2, 2000);
        AgentRecord alpha = new PoolStore(file).agent("alpha");
        assertThat(alpha.speed()).isCloseTo(2, within(1e-9));
        assertThat(new PoolStore(file).agent("beta").speed()).isCloseTo(1, within(1e-9));
        assertThat(alpha.machine().model()).isEqualTo("Some CPU");
        assertThat(alpha.machine().compilers()).containsExactly("gcc 12.2.0 x86_64-linux-gnu");
        assertThat(alpha.benchmark()).isEqualTo(1.5);
        assertThat(alpha.builds()).isEqualTo(2);
        assertThat(alpha.units()).isEqualTo(10);
        assertThat(alpha.busySeconds()).isEqualTo(10);
        assertThat(alpha.perHour()).isEqualTo(7.2);
        assertThat(alpha.facts()).containsEntry("rack", "b2");
        assertThat(alpha.parts()).extracting(AgentRecord.Part::build).containsExactly(2, 1);
        assertThat(alpha.seenAt()).isEqualTo(2000);
        assertThat(alpha.errorRate()).isZero();
        AgentRecord gamma = new PoolStore(file).agent("gamma");
        assertThat(gamma.machine()).isNull();
        assertThat(gamma.parts()).isEmpty();
    }

    @Test
    public void buildsOfAProjectFollowItsNewName() throws IOException {
        PoolStore store = new PoolStore(file);
        store.add(report, "folder/job", 1, 1000);
        store.add(report, "folderol/job", 2, 2000);
        store.add(report, "folder", 3, 3000);
        store.moved("folder", "new/place");
        AgentRecord alpha = new PoolStore(file).agent("alpha");
        assertThat(alpha.parts())
                .extracting(AgentRecord.Part::project)
                .containsExactly("new/place", "folderol/job", "new/place/job");
        assertThat(alpha.parts()).extracting(AgentRecord.Part::build).containsExactly(3, 2, 1);
        assertThat(alpha.builds()).isEqualTo(3);
        assertThat(alpha.machine().model()).isEqualTo("Some CPU");
    }

    @Test
    public void concurrentBuildsLoseNothing() throws Exception {
        PoolStore store = new PoolStore(file);
        ExecutorService builds = Executors.newFixedThreadPool(4);
        try {
            List<Future<?>> all = new ArrayList<>();
            for (int i = 1; i <= 24; i++) {
                int number = i;
                all.add(builds.submit(() -> {
                    store.add(report, "job", number, number);
                    return null;
                }));
            }
            for (Future<?> one : all) {
                one.get();
            }
        } finally {
            builds.shutdownNow();
        }
        assertThat(store.agent("alpha").builds()).isEqualTo(24);
        assertThat(store.agent("alpha").units()).isEqualTo(24 * 5);
    }

    @Test
    public void historyIsBoundedAndForgettingForgets() throws IOException {
        PoolStore store = new PoolStore(file);
        for (int i = 1; i <= AgentRecord.MOST_PARTS + 5; i++) {
            store.add(report, "job", i, i);
        }
        assertThat(store.agent("alpha").parts()).hasSize(AgentRecord.MOST_PARTS);
        assertThat(store.forget("alpha")).isTrue();
        assertThat(store.forget("alpha")).isFalse();
        assertThat(new PoolStore(file).agents()).extracting(AgentRecord::name).containsExactly("beta", "gamma");
    }

    @Test
    public void aDamagedFileIsSetAside() throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, "{\"version\":1,\"agents\":{\"alpha\":{");
        PoolStore store = new PoolStore(file);
        assertThat(store.agents()).isEmpty();
        assertThat(file.resolveSibling("pool.json.damaged")).exists();
        store.add(report, "job", 1, 1);
        assertThat(store.agents()).hasSize(3);
    }

    @Test
    public void agentsWithoutARateCostWhatTheirClassCosts() throws IOException {
        PoolStore store = new PoolStore(file);
        store.add(report, "job", 1, 1);
        CostModel classes = CostModel.of(List.of(), List.of("small@0=0.5", "large@10=2"), "EUR");
        // 8 cores with a benchmark score of 1.5 are 12 reference cores.
        assertThat(KnownRates.complete(Map.of("beta", 7.0, "delta", 1.0), classes, store.agents()))
                .isEqualTo(Map.of("alpha", 2.0, "beta", 7.0, "delta", 1.0));
        assertThat(KnownRates.complete(Map.of(), CostModel.NONE, store.agents()))
                .isEmpty();
    }

    @Test
    public void theSeatsOfANodeAreOneAgent() throws IOException {
        Path log = folder.getRoot().toPath().resolve("log/events.jsonl");
        Files.writeString(log, Files.readString(log).replace("beta", "alpha#2"));
        PoolStore store = new PoolStore(file);
        store.add(LiveReport.read(log).report(), "job", 1, 1);
        assertThat(store.agents()).extracting(AgentRecord::name).containsExactly("alpha", "gamma");
        AgentRecord alpha = store.agent("alpha");
        assertThat(alpha.units()).isEqualTo(10);
        assertThat(alpha.builds()).isEqualTo(1);
        assertThat(alpha.slots()).isEqualTo(4);
        assertThat(alpha.parts()).hasSize(1);
        assertThat(NodeShare.node("#2")).isEqualTo("#2");
    }

    @Test
    public void helpersThatShareANodeShareItsRate() {
        assertThat(KnownRates.seats(Map.of("a", 6.0, "b", 1.0), Map.of("a", 3)))
                .isEqualTo(Map.of("a", 2.0, "a#2", 2.0, "a#3", 2.0, "b", 1.0));
    }
}
