package io.jenkins.plugins.distcompile.ranking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.Test;

public class RankingSpecTest {

    @Test
    public void specsAreRead() {
        Object[][] table = {
            {"gpu=rank.sh", "gpu", "rank.sh", Duration.ofMinutes(10), 1.0},
            {"gpu=rank.sh,ttl=60s", "gpu", "rank.sh", Duration.ofSeconds(60), 1.0},
            {"gpu=rank.sh,ttl=2h,weight=0.7", "gpu", "rank.sh", Duration.ofHours(2), 0.7},
            {"gpu=rank.sh,weight=0,ttl=1500ms", "gpu", "rank.sh", Duration.ofMillis(1_500), 0.0},
            {"gpu=a,b=c.sh,weight=2", "gpu", "a,b=c.sh", Duration.ofMinutes(10), 2.0},
            {"gpu", "gpu", "", Duration.ofMinutes(10), 1.0},
            {"gpu,ttl=1d", "gpu", "", Duration.ofDays(1), 1.0}
        };
        for (Object[] row : table) {
            assertThat(RankingSpec.parse((String) row[0]))
                    .as("%s", row[0])
                    .isEqualTo(new RankingSpec((String) row[1], (String) row[2], (Duration) row[3], (double) row[4]));
        }
        assertThat(RankingSpec.parse("gpu").installed()).isTrue();
    }

    @Test
    public void mistakesAreNamed() {
        String[][] table = {
            {"", "name ''"},
            {"=rank.sh", "name ''"},
            {"-x=rank.sh", "name '-x'"},
            {"a/b=rank.sh", "name 'a/b'"},
            {"gpu=", "no file"},
            {"gpu=r.sh,ttl=60", "ttl '60' is not a time"},
            {"gpu=r.sh,ttl=1ms", "ttl must be"},
            {"gpu=r.sh,ttl=999999999d", "ttl must be"},
            {"gpu=r.sh,weight=", "weight '' is not a number"},
            {"gpu=r.sh,weight=NaN", "weight 'NaN' is not a number"},
            {"gpu=r.sh,weight=-1", "weight must be"},
            {"gpu=r.sh,weight=1,weight=2", "given twice"}
        };
        for (String[] row : table) {
            assertThatThrownBy(() -> RankingSpec.parse(row[0]))
                    .as(row[0])
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining(row[1]);
        }
    }
}
