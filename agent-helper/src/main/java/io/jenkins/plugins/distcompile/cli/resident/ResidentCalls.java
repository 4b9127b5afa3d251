package io.jenkins.plugins.distcompile.cli.resident;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;

/** Short questions to the resident client of the current folder. */
public final class ResidentCalls {
    private ResidentCalls() {}

    /** What it says of itself; empty = there is none. */
    public static Optional<String> status(Path cache) throws IOException {
        return ask(cache, Frame.STATUS);
    }

    /** Tells it to stop and waits until the builds it runs have ended; what it says of itself, empty = there is none. */
    public static Optional<String> stop(Path cache) throws IOException {
        return ask(cache, Frame.STOP);
    }

    private static Optional<String> ask(Path cache, char what) throws IOException {
        ResidentPlace place = ResidentPlace.here(cache);
        try (Conversation conversation = Conversation.with(place.socket())) {
            conversation.send(what, "");
            Frame answer = conversation.receive();
            if (answer == null) {
                return Optional.empty();
            }
            String said = new String(answer.payload(), StandardCharsets.UTF_8).strip();
            while (answer != null) {
                answer = conversation.receive();
            }
            return Optional.of(said);
        } catch (java.net.SocketException e) {
            return Optional.empty(); // no socket, or one that a killed process has left
        }
    }

    /** Where it writes what goes wrong. */
    public static Path log(Path cache) throws IOException {
        return ResidentPlace.here(cache).log();
    }
}
