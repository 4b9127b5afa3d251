package io.jenkins.plugins.distcompile.history;

import io.jenkins.plugins.distcompile.criteria.AgentProfile;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What an hour of each agent costs: as the user says, else as the agent says, else by its capacity class. Pure and
 * immutable. An hour of one slot costs the agent's rate divided by its slots.
 */
public final class CostModel {
    /** The fact of a profile in which a helper states its rate per hour. */
    public static final String RATE_FACT = "cost.rate";

    /** The fact in which a helper states how many of its kind may share its machine; without it, it has it all. */
    public static final String SHARE_FACT = "cost.share";

    /** No rates: nothing is charged. */
    public static final CostModel NONE = new CostModel(Map.of(), List.of(), "");

    private static final double MOST_PER_HOUR = 1e6;
    private static final double MOST_SHARERS = 1000;
    private static final double REFERENCE_MHZ = 3000;
    /** Reference cores from which the second class begins; each further one begins at twice the capacity. */
    private static final double SECOND_CLASS = 16;

    /** A class of agents of at least this many reference cores. */
    private record RateClass(String name, double fromCapacity, double perHour) {}

    /**
     * A rate found.
     *
     * @param perHour of the whole agent, in the build's currency; 0 … 1 000 000
     * @param why where it comes from, for people
     */
    public record Rate(double perHour, String why) {}

    private final Map<String, Double> explicit;
    private final List<RateClass> classes; // cheapest and smallest first
    private final String currency;

    private CostModel(Map<String, Double> explicit, List<RateClass> classes, String currency) {
        this.explicit = Map.copyOf(explicit);
        this.classes = List.copyOf(classes);
        this.currency = currency;
    }

    /**
     * @param rates {@code AGENT=RATE}, by address or by the agent's own name
     * @param classes {@code NAME=RATE} or {@code NAME@CAPACITY=RATE}; without capacities, the cheapest class takes all
     *     agents, the next those from 16 reference cores, the next from 32, and so on
     * @param currency a label, nothing more
     * @throws IllegalArgumentException with one line for the user
     */
    public static CostModel of(List<String> rates, List<String> classes, String currency) {
        Map<String, Double> explicit = new HashMap<>();
        for (String rate : rates) {
            int equals = separator("--rate", rate, "AGENT=RATE, such as alpha=0.12");
            explicit.put(rate.substring(0, equals), number("--rate", rate, rate.substring(equals + 1)));
        }
        if (currency.length() > 16 || currency.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("--currency is a label of at most 16 characters, such as EUR");
        }
        return new CostModel(explicit, classes(classes), currency);
    }

    private static List<RateClass> classes(List<String> texts) {
        List<RateClass> classes = new ArrayList<>();
        for (String text : texts) {
            int equals = separator("--rate-class", text, "NAME=RATE or NAME@CORES=RATE, such as high@16=0.12");
            String name = text.substring(0, equals);
            int at = name.indexOf('@');
            classes.add(new RateClass(
                    at < 0 ? name : name.substring(0, at),
                    at < 0 ? -1 : number("--rate-class", text, name.substring(at + 1)),
                    number("--rate-class", text, text.substring(equals + 1))));
        }
        classes.sort(Comparator.comparingDouble(RateClass::perHour));
        double from = 0;
        for (int i = 0; i < classes.size(); i++) {
            RateClass each = classes.get(i);
            double standard = i == 0 ? 0 : SECOND_CLASS * Math.pow(2, i - 1);
            double begins = each.fromCapacity() < 0 ? Math.max(from, standard) : each.fromCapacity();
            if (begins < from) {
                throw new IllegalArgumentException("--rate-class " + each.name()
                        + ": a class of higher capacity costs more, but this one begins below a cheaper one");
            }
            classes.set(i, new RateClass(each.name(), begins, each.perHour()));
            from = begins;
        }
        return classes;
    }

    private static int separator(String option, String text, String form) {
        int equals = text.lastIndexOf('=');
        if (equals < 1) {
            throw new IllegalArgumentException(option + " " + text + ": expected " + form);
        }
        return equals;
    }

    private static double number(String option, String text, String digits) {
        double value = parsed(digits);
        if (value < 0) {
            throw new IllegalArgumentException(option + " " + text + ": " + digits + " is no number from 0 to 1000000");
        }
        return value;
    }

    /** The number, if it lies within bounds; -1 = it does not, or is none. */
    private static double parsed(String digits) {
        try {
            double value = Double.parseDouble(digits.strip());
            return value >= 0 && value <= MOST_PER_HOUR ? value : -1;
        } catch (NumberFormatException e) {
            return -1;
        }
    }

    /** Whether a rate text is one that {@link #rate} would take from an agent. */
    public static boolean isRate(String text) {
        return parsed(text) >= 0;
    }

    /** A label; empty = none. */
    public String currency() {
        return currency;
    }

    /**
     * What an hour of the agent costs.
     *
     * @param address how the distribution list names it
     * @param profile what it says of itself, which is bounded here
     * @return null = not known
     */
    public Rate rate(String address, AgentProfile profile) {
        Double own = explicit.getOrDefault(address, explicit.get(profile.name()));
        if (own != null) {
            return new Rate(own, "given");
        }
        double stated = parsed(profile.metadata().getOrDefault(RATE_FACT, ""));
        if (stated >= 0) {
            return new Rate(stated, "stated by the agent");
        }
        double capacity = capacity(profile);
        RateClass found = null;
        for (RateClass each : classes) {
            found = capacity >= each.fromCapacity() ? each : found;
        }
        return found == null ? null : new Rate(found.perHour() / sharers(profile), "class " + found.name());
    }

    /** A machine as people see it: which share of it a helper has is between helper and client. */
    public static AgentProfile shown(AgentProfile profile) {
        if (!profile.metadata().containsKey(SHARE_FACT)) {
            return profile;
        }
        Map<String, String> facts = new TreeMap<>(profile.metadata());
        facts.remove(SHARE_FACT);
        return profile.withMetadata(facts);
    }

    /** A class's rate is that of a whole machine, and so are the cores that a helper sees. */
    private static double sharers(AgentProfile profile) {
        return Math.max(1, Math.min(parsed(profile.metadata().getOrDefault(SHARE_FACT, "")), MOST_SHARERS));
    }

    /** Cores of the reference machine that the agent is worth: cores × benchmark score, else × clock rate ÷ 3 GHz. */
    static double capacity(AgentProfile profile) {
        double speed =
                profile.benchmark() > 0 ? profile.benchmark() : profile.cpu().mhz() / REFERENCE_MHZ;
        double bounded = speed > 0 ? Math.min(speed, 100) : 1;
        return Math.max(1, Math.min(profile.cpu().cores(), 4096)) * bounded;
    }

    /**
     * What a run costs.
     *
     * @param perHour of the whole agent
     * @param slots of the agent, at least 1
     * @param seconds that the run held one slot
     */
    public static double cost(double perHour, int slots, double seconds) {
        return perHour / Math.max(1, slots) * seconds / 3600;
    }
}
