package io.jenkins.plugins.distcompile.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.jenkins.plugins.distcompile.criteria.AgentProfile;
import io.jenkins.plugins.distcompile.report.ReportFixtures;
import java.util.List;
import java.util.Map;
import org.junit.Test;

public class CostModelTest {
    private static AgentProfile machine(int cores, int mhz) {
        return ReportFixtures.profile("alpha", "cpu", cores, mhz, 4, 16);
    }

    private static AgentProfile stating(String rate) {
        return machine(4, 3000).withMetadata(Map.of(CostModel.RATE_FACT, rate));
    }

    @Test
    public void theUsersWordGoesBeforeTheAgentsAndThatBeforeItsClass() {
        CostModel model = CostModel.of(List.of("alpha:7700=0.5"), List.of("standard=0.05"), "EUR");
        assertThat(model.rate("alpha:7700", stating("9"))).isEqualTo(new CostModel.Rate(0.5, "given"));
        assertThat(model.rate("beta:7700", stating("9")).perHour()).isEqualTo(9);
        assertThat(model.rate("beta:7700", machine(4, 3000))).isEqualTo(new CostModel.Rate(0.05, "class standard"));
        assertThat(CostModel.of(List.of("alpha=0.7"), List.of(), "")
                        .rate("x:1", machine(4, 3000))
                        .perHour())
                .as("by the agent's own name")
                .isEqualTo(0.7);
        assertThat(CostModel.NONE.rate("x:1", machine(4, 3000))).isNull();
    }

    @Test
    public void whatAnAgentStatesIsBounded() {
        for (String absurd : List.of("-1", "1e300", "NaN", "Infinity", "much", "")) {
            assertThat(CostModel.NONE.rate("x", stating(absurd))).as(absurd).isNull();
        }
    }

    @Test
    public void higherCapacityNeverCostsLess() {
        CostModel model = CostModel.of(List.of(), List.of("high=0.12", "standard=0.05", "huge=0.4"), "");
        int[] cores = {1, 4, 15, 16, 31, 32, 512};
        double[] rates = {0.05, 0.05, 0.05, 0.12, 0.12, 0.4, 0.4};
        for (int i = 0; i < cores.length; i++) {
            assertThat(model.rate("x", machine(cores[i], 3000)).perHour())
                    .as("%d cores", cores[i])
                    .isEqualTo(rates[i]);
        }
        assertThat(model.rate("x", machine(8, 6000)).perHour())
                .as("speed counts too")
                .isEqualTo(0.12);
        CostModel own = CostModel.of(List.of(), List.of("high@4=0.12", "low=0.01"), "");
        assertThat(own.rate("x", machine(4, 3000)).perHour()).isEqualTo(0.12);
    }

    @Test
    public void helpersThatShareAMachineShareItsClass() {
        CostModel model = CostModel.of(List.of(), List.of("high@4=0.12", "low=0.01"), "");
        AgentProfile third = machine(6, 3000).withMetadata(Map.of(CostModel.SHARE_FACT, "3"));
        assertThat(model.rate("x", third).perHour()).isCloseTo(0.04, within(1e-12));
        for (String absurd : List.of("0", "-4", "NaN", "many")) {
            AgentProfile odd = machine(6, 3000).withMetadata(Map.of(CostModel.SHARE_FACT, absurd));
            assertThat(model.rate("x", odd).perHour()).as(absurd).isEqualTo(0.12);
        }
        AgentProfile named = third.withMetadata(Map.of(CostModel.SHARE_FACT, "3", "rack", "b2"));
        assertThat(CostModel.shown(named).metadata()).isEqualTo(Map.of("rack", "b2"));
    }

    @Test
    public void aSlotsHourIsItsPartOfTheAgents() {
        assertThat(CostModel.cost(0.8, 4, 3600)).isCloseTo(0.2, within(1e-12));
        assertThat(CostModel.cost(0.8, 0, 1800)).isCloseTo(0.4, within(1e-12));
    }

    @Test
    public void wrongRatesAreNamed() {
        assertThatThrownBy(() -> CostModel.of(List.of("alpha"), List.of(), "")).hasMessageContaining("--rate alpha");
        assertThatThrownBy(() -> CostModel.of(List.of("alpha=dear"), List.of(), ""))
                .hasMessageContaining("dear");
        assertThatThrownBy(() -> CostModel.of(List.of(), List.of("a@32=0.1", "b@8=0.2"), ""))
                .hasMessageContaining("--rate-class b");
        assertThatThrownBy(() -> CostModel.of(List.of(), List.of(), "a very long currency"))
                .hasMessageContaining("--currency");
    }
}
