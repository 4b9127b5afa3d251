package io.jenkins.plugins.distcompile.jenkins.step;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.Test;

public class DispatcherStartTest {
    private static final String CONTROL = "/home/agent/job@tmp/distcompile-1";

    @Test
    public void theFileOfTheParametersIsNotNamed() {
        assertThat(without("distcompile: " + CONTROL + "/options.json: heartbeat 20min: from 1ms to 10min"))
                .isEqualTo("heartbeat 20min: from 1ms to 10min");
    }

    @Test
    public void otherWordsStay() {
        for (String words : new String[] {
            "exit status 127",
            "distcompile: " + CONTROL + ": no such control folder",
            "distcompile: cannot use " + CONTROL + ": permission denied",
            "distcompile: " + CONTROL
        }) {
            assertThat(without(words)).isEqualTo(words);
        }
    }

    private static String without(String words) {
        return DispatcherStart.withoutFile(words, CONTROL);
    }
}
