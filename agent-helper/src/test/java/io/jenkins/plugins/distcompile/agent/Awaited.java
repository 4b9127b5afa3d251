package io.jenkins.plugins.distcompile.agent;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/** Awaitility for values that are not there yet. */
final class Awaited {

    private Awaited() {}

    static <T> T of(Duration patience, Supplier<Optional<T>> source) {
        return await().atMost(patience)
                .pollInterval(Duration.ofMillis(5))
                .until(source::get, Optional::isPresent)
                .orElseThrow();
    }
}
