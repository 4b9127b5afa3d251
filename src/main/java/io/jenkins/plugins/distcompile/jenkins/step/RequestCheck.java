package io.jenkins.plugins.distcompile.jenkins.step;

import io.jenkins.plugins.distcompile.criteria.ByteSize;
import io.jenkins.plugins.distcompile.criteria.Criteria;
import io.jenkins.plugins.distcompile.criteria.CriteriaException;
import io.jenkins.plugins.distcompile.criteria.LinkRate;
import io.jenkins.plugins.distcompile.jenkins.DistCompileConfiguration;
import io.jenkins.plugins.distcompile.ranking.RankingSpec;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Looks through a request before anything is started, so that a mistyped option costs no agent. One line for each thing
 * that is wrong, naming the parameter and what it takes. Pure; the form's checks ask the same questions one by one.
 */
public final class RequestCheck {
    public static final List<String> SCHEMES =
            List.of("best", "first-response", "specs", "history", "ranking", "round-robin");
    public static final List<String> FALLBACKS = List.of("local", "wait", "fail");
    public static final List<String> PREPROCESS = List.of("auto", "local");
    public static final List<String> MODES = List.of("executors", "beside");
    public static final List<String> LINKS = List.of("auto", "relay", "direct");

    private static final Pattern TIME = Pattern.compile("\\d{1,9}(\\.\\d{1,9})?\\s*(ms|s|min|h)");
    private static final int MAX_SCRIPT_BYTES = 1 << 20;
    static final int MAX_COPIES = 8;
    static final int MAX_EXTRA_WORK = 10;

    private final DistCompileStep request;
    private final List<String> troubles = new ArrayList<>();

    private RequestCheck(DistCompileStep request) {
        this.request = request;
    }

    /** What is wrong, in the order of the parameters; empty = nothing that can be seen from here. */
    public static List<String> troubles(DistCompileStep request) {
        RequestCheck check = new RequestCheck(request);
        check.what();
        check.choice("scheme", request.getScheme(), SCHEMES);
        check.choice("fallback", request.getFallback(), FALLBACKS);
        check.choice("preprocess", request.getPreprocess(), PREPROCESS);
        check.choice("mode", request.getMode(), MODES);
        check.choice("link", request.getLink(), LINKS);
        criteria(request.getCriteria()).ifPresent(check.troubles::add);
        rankWhere(request.getRankWhere()).ifPresent(check.troubles::add);
        check.numbers();
        check.times();
        check.cost();
        check.rankings();
        return List.copyOf(check.troubles);
    }

    /** The trouble with criteria, their place marked on a second line. */
    public static Optional<String> criteria(String text) {
        try {
            Criteria.parse(text);
            return Optional.empty();
        } catch (CriteriaException e) {
            return Optional.of(e.getMessage() + "\n" + e.caretLines());
        }
    }

    /** As {@link #criteria}, for a condition on the ranking utilities' own facts. */
    public static Optional<String> rankWhere(String text) {
        try {
            Criteria.parseWithMetadata(text);
            return Optional.empty();
        } catch (CriteriaException e) {
            return Optional.of("rankWhere: " + e.getMessage() + "\n" + e.caretLines());
        }
    }

    /** Whether it is a time such as {@code 500ms}, {@code 1.5s}, {@code 10min} or {@code 1h}. */
    public static boolean isTime(String text) {
        return TIME.matcher(text).matches();
    }

    /** Whether it is a size of memory such as {@code 6GiB}. */
    public static boolean isSize(String text) {
        return ByteSize.parse(text).isPresent();
    }

    private void what() {
        int ways = (request.getCompileCommands().isEmpty() ? 0 : 1)
                + (request.getPlan().isEmpty() ? 0 : 1)
                + (request.getSources().isEmpty() ? 0 : 1);
        if (ways != 1) {
            troubles.add("say what to compile: exactly one of compileCommands, plan and sources");
        }
        if (request.getSources().isEmpty() != request.getCommand().isEmpty()) {
            troubles.add("sources and command go together: patterns of source files, and how one of them is compiled");
        }
        if (!request.getOutput().isEmpty() && request.getSources().isEmpty()) {
            troubles.add("output names the objects of sources; there are none");
        }
    }

    private void choice(String name, String value, List<String> allowed) {
        if (!allowed.contains(value)) {
            troubles.add(name + ": '" + value + "': use one of " + String.join(", ", allowed));
        }
    }

    private void numbers() {
        between("criticalCopies", request.getCriticalCopies(), 1, MAX_COPIES);
        between("extraWork", request.getExtraWork(), 0, MAX_EXTRA_WORK);
        between("minRank", request.getMinRank(), 0, 100);
        between("maxExecutors", request.getMaxExecutors(), 1, 10_000);
        if (request.getLocalSlots() != null) {
            between("localSlots", request.getLocalSlots(), 0, 10_000);
        }
        if (request.getJobs() != null) {
            between("jobs", request.getJobs(), 1, 10_000);
        }
        if (!request.getMinRate().isEmpty()
                && LinkRate.parse(request.getMinRate()).isEmpty()) {
            troubles.add("minRate: '" + request.getMinRate() + "': a rate such as 10Mbit/s");
        }
    }

    private void between(String name, double value, double least, double most) {
        if (!(value >= least && value <= most)) {
            troubles.add(name + ": " + plain(value) + ": from " + plain(least) + " to " + plain(most));
        }
    }

    private void times() {
        if (!isTime(request.getHeartbeat())) {
            troubles.add("heartbeat: '" + request.getHeartbeat() + "': a time from 1ms to 10min");
        }
        if (!request.getWaitForAgents().isEmpty() && !isTime(request.getWaitForAgents())) {
            troubles.add("waitForAgents: '" + request.getWaitForAgents() + "': a time such as 30s or 5min");
        }
    }

    private void cost() {
        try {
            DistCompileConfiguration.model(request.getRateClasses(), request.getCurrency());
        } catch (IllegalArgumentException e) {
            troubles.add(e.getMessage()
                    .replace("--rate-class", "rateClasses:")
                    .replace("--currency", "currency: '" + request.getCurrency() + "'"));
        }
    }

    private void rankings() {
        Set<String> names = new HashSet<>();
        for (RankingUtility utility : request.getRankings()) {
            try {
                new RankingSpec(utility.getName(), "", RankingSpec.DEFAULT_TTL, utility.getWeight());
            } catch (IllegalArgumentException e) {
                troubles.add("rankings: " + e.getMessage());
                continue;
            }
            if (!names.add(utility.getName())) {
                troubles.add("rankings: '" + utility.getName() + "' is there twice");
            }
            if (!utility.getTtl().isEmpty() && !isTime(utility.getTtl())) {
                troubles.add("rankings: " + utility.getName() + ": ttl '" + utility.getTtl()
                        + "': a time such as 60s, 5min or 2h");
            }
            if (utility.getScript().getBytes(StandardCharsets.UTF_8).length > MAX_SCRIPT_BYTES) {
                troubles.add("rankings: " + utility.getName() + ": the script is larger than 1 MiB; install it on the"
                        + " agents and name it alone");
            }
        }
        if (names.isEmpty() && request.getMinRank() > 0) {
            troubles.add("minRank: nothing ranks the agents; add rankings");
        }
    }

    static String plain(double value) {
        return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
    }
}
