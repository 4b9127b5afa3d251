package io.jenkins.plugins.distcompile.cli;

import io.jenkins.plugins.distcompile.agent.activity.ActivityPolicy;
import io.jenkins.plugins.distcompile.agent.activity.Reaction;
import io.jenkins.plugins.distcompile.agent.activity.Sign;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import picocli.CommandLine.Option;

/** What a helper does while somebody else uses its machine; for {@code serve}. */
final class ActivityOptions {
    /** Somebody who works there is not disturbed, and the pool loses nothing. */
    private static final List<String> WHEN_LISTENING = List.of("person=lower-priority", "processes=ignore");

    private static final List<String> WHEN_STARTED_BY_THE_CLIENT = List.of("ignore");

    /** Quiet below this part of the share that counts as activity, so that a load near it does not flap. */
    private static final double END_SHARE = 0.4;

    @Option(
            names = "--activity",
            split = ",",
            paramLabel = "[KIND=]POLICY",
            description = {
                "While others use this machine: ignore, lower-priority, no-new-bids or hand-back. For one KIND:",
                "person, keyboard, mouse, pointer, touch-screen, microphone, session, processes.",
                "Default with --listen and --join: person=lower-priority,processes=ignore; with --stdio: ignore."
            })
    private List<String> activity;

    @Option(
            names = "--activity-every",
            paramLabel = "TIME",
            description = "How often to look while a client is connected. Default: ${DEFAULT-VALUE}")
    private String every = "5s";

    @Option(
            names = "--activity-recent",
            paramLabel = "TIME",
            description = "A person's sign this new is activity. Default: ${DEFAULT-VALUE}")
    private String recent = "30s";

    @Option(
            names = "--activity-quiet",
            paramLabel = "TIME",
            description = "How long it must have been quiet before work goes on as usual. Default: ${DEFAULT-VALUE}")
    private String quiet = "5min";

    @Option(
            names = "--activity-load",
            paramLabel = "SHARE",
            description = "Other processes are activity from this share of all processors. Default: ${DEFAULT-VALUE}")
    private double load = 0.25;

    @Option(
            names = "--activity-after",
            paramLabel = "TIME",
            description = "... once they have used it for so long. Default: ${DEFAULT-VALUE}")
    private String after = "10s";

    Duration every() {
        return Durations.parse("--activity-every", every);
    }

    /** @throws UserError for what cannot be read */
    ActivityPolicy policy(boolean startedByTheClient) {
        List<String> standard = startedByTheClient ? WHEN_STARTED_BY_THE_CLIENT : WHEN_LISTENING;
        Map<Sign, Reaction> reactions = new EnumMap<>(Sign.class);
        if (Durations.parse("--activity-quiet", quiet).compareTo(Durations.parse("--activity-recent", recent)) < 0) {
            throw UserError.usage("--activity-quiet " + quiet + ": at least --activity-recent, which is " + recent);
        }
        try {
            for (String rule : activity == null ? standard : activity) {
                read(rule.trim(), reactions);
            }
            return new ActivityPolicy(
                    reactions,
                    Durations.parse("--activity-recent", recent),
                    Durations.parse("--activity-quiet", quiet),
                    load,
                    load * END_SHARE,
                    Durations.parse("--activity-after", after));
        } catch (IllegalArgumentException e) {
            throw UserError.usage("--activity: " + e.getMessage());
        }
    }

    private static void read(String rule, Map<Sign, Reaction> reactions) {
        int equals = rule.indexOf('=');
        Predicate<Sign> kind = equals < 0 ? sign -> true : kind(rule.substring(0, equals));
        Reaction reaction = Reaction.parse(rule.substring(equals + 1));
        for (Sign sign : Sign.values()) {
            if (kind.test(sign)) {
                reactions.put(sign, reaction);
            }
        }
    }

    private static Predicate<Sign> kind(String word) {
        if (word.equals("person")) {
            return Sign::ofPerson;
        }
        for (Sign sign : Sign.values()) {
            if (sign.words().replace(' ', '-').equals(word)) {
                return sign::equals;
            }
        }
        throw new IllegalArgumentException("there is no kind '" + word
                + "': use person, keyboard, mouse, pointer, touch-screen, microphone, session or processes");
    }
}
