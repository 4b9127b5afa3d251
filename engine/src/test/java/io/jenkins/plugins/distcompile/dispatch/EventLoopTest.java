package io.jenkins.plugins.distcompile.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.Test;

public class EventLoopTest {
    private final EventLoop loop = new EventLoop();
    private final List<String> ran = new ArrayList<>();

    @Test
    public void whatIsLeftForTheEndOfTheTurnComesAfterAllItsSteps() throws Exception {
        for (String step : List.of("a", "b", "c")) {
            loop.post(() -> {
                ran.add(step);
                loop.afterTurn(() -> ran.add("after " + step));
            });
        }
        loop.runUntil(now());
        assertThat(ran).containsExactly("a", "b", "c", "after a", "after b", "after c");
    }

    @Test
    public void whatWasLeftOutsideOfATurnDoesNotWaitForOne() throws Exception {
        loop.afterTurn(() -> ran.add("left"));
        loop.runUntil(now());
        assertThat(ran).containsExactly("left");
    }

    @Test
    public void aTurnEndsThoughMoreStepsWait() throws Exception {
        for (int i = 0; i < 1000; i++) {
            loop.post(() -> ran.add("step"));
        }
        loop.afterTurn(() -> {});
        loop.post(() -> {});
        loop.runUntil(now());
        assertThat(ran).hasSizeBetween(1, 999);
    }

    @Test
    public void noStepRunsOnceItHasBeenStopped() throws Exception {
        loop.post(loop::stop);
        loop.post(() -> ran.add("late"));
        loop.runUntil(now());
        loop.runUntil(now());
        assertThat(ran).isEmpty();
    }

    private static long now() {
        return System.nanoTime();
    }
}
