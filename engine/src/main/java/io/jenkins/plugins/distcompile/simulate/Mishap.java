package io.jenkins.plugins.distcompile.simulate;

/** What happens to a simulated agent. Times are seconds from the start of the build; infinity = never. */
public sealed interface Mishap {

    /** It disappears, and its link breaks. */
    record Crash(double at) implements Mishap {}

    /** It does nothing from then until then while its link stays open. */
    record Freeze(double from, double until) implements Mishap {}

    /** Everything on it takes {@code factor} times as long from then until then: other work, or heat. */
    record Load(double from, double until, double factor) implements Mishap {}

    /** Somebody sits down at it: it hands back what it holds, and bids again when he has gone. */
    record Owner(double from, double until) implements Mishap {}

    /** It takes units and never ends one. */
    record Hang() implements Mishap {}

    /** It fails this share of the copies that it runs. */
    record Faults(double share) implements Mishap {}
}
