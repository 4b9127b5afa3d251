package io.jenkins.plugins.distcompile.schedule;

import io.jenkins.plugins.distcompile.schedule.Event.Copy;
import io.jenkins.plugins.distcompile.schedule.UnitState.Phase;
import java.util.List;

/** The life of copies on agents: sent, started, overdue, out of lease, cancelled, lost. */
final class Copies {
    /** Elapsed ÷ predicted from which a copy is a straggler; LATE's Hadoop form (OSDI 2008) has the same constant. */
    static final double OVERDUE = 1.5;

    /** An overdue copy is judged anew when it has taken so much longer again, as a share of its time so far. */
    private static final double LOOK_AGAIN = 0.25;

    /** How many times slower than its bid claims an agent may be without losing its units for that. */
    private static final double SLOWER_THAN_CLAIMED = 4;

    /** Longest time for a unit that works on, as a multiple of its lease. */
    private static final int LONGEST_LEASE = 10;

    /** What has used no processor time for this share of the shortest lease hangs. */
    private static final int AT_REST = 3;

    /** Three years: added to a time it does not overflow. */
    private static final double FOR_EVER_NANOS = 1e17;

    private static final long CANCEL_NANOS = 30_000_000_000L;
    private static final long MARGIN_NANOS = 1_000_000;

    private final Build build;

    Copies(Build build) {
        this.build = build;
    }

    /** Sends a copy; {@code charge} is what it takes from the budget, 0 for a unit's only copy. */
    CopyState send(UnitState unit, AgentState agent, double charge, String why) {
        boolean ahead = agent.freeSlots(build.now) == 0;
        long predicted = (long) (build.agents.runSeconds(unit, agent) * 1e9);
        long start = (ahead ? Math.max(build.now, agent.nextStart(build.now)) : build.now)
                + (long) (Agents.transferSeconds(unit, agent) * 1e9);
        Copy copy = new Copy(unit.index, ++unit.copyNumbers);
        CopyState state = new CopyState(unit, copy, agent, build.now, predicted, start);
        state.ahead = ahead;
        state.charge = charge;
        unit.copies.add(state);
        if (unit.phase != Phase.RUNNING) {
            build.units.enter(unit, Phase.RUNNING);
        }
        build.units.running.add(unit);
        agent.copies.put(copy, state);
        agent.usedMemory += unit.facts.memoryBytes();
        agent.lastAward = ++build.awards;
        build.agents.update(agent);
        build.rescue.file(unit);
        build.decide(new Decision.Assign(copy, agent.name, start - build.now + longestLease(state), predicted, why));
        watch(state);
        build.probe.sent(state);
        return state;
    }

    /** Sets the copy's deadlines. */
    void watch(CopyState copy) {
        build.timers.at(overdueAt(copy), () -> checkOverdue(copy));
        build.timers.at(copy.startsAt + lease(copy), () -> checkLease(copy));
        if (copy.charge > 0) {
            build.timers.at(chargedUntil(copy), () -> checkCharge(copy));
        }
    }

    void started(CopyState copy, long agoNanos) {
        copy.started = true;
        copy.ahead = false;
        copy.startsAt = Math.max(copy.assignedAt, build.now - agoNanos);
        build.agents.update(copy.agent);
        build.rescue.file(copy.unit);
    }

    /** Its processes have used so much processor time; {@code null}: it has ended meanwhile. */
    void worked(CopyState copy, long cpuNanos) {
        if (copy == null || cpuNanos <= copy.workedNanos) {
            return;
        }
        long lease = lease(copy);
        if (copy.workedNanos < lease && cpuNanos >= lease) {
            build.timers.at(Math.max(build.now, copy.startsAt + lease), () -> checkLease(copy));
        }
        copy.workedNanos = cpuNanos;
        copy.workedAt = build.now;
    }

    private boolean over(CopyState copy) {
        return copy.cancelled || copy.lost || copy.agent.copies.get(copy.copy) != copy;
    }

    private long lease(CopyState copy) {
        // not by a doubted speed, nor by one far below what it claims: an agent that hangs would get ever more time
        double speed = Math.max(build.speeds.speed(copy.agent.name), copy.agent.offer.speed() / SLOWER_THAN_CLAIMED);
        double predicted = copy.unit.workSeconds * build.speeds.scale() / speed * 1e9;
        return (long) Math.max(build.config.leaseFloor().toNanos(), build.config.leaseFactor() * predicted);
    }

    /**
     * When the copy is given up as things are. A lease counts processor time where the agent tells it: the unit on a busy
     * machine that gets little of it is late, and not hung. What has used up its lease loops, and what has not worked
     * lately hangs. The longest lease counts whatever is told.
     */
    private long leaseEnd(CopyState copy) {
        long lease = lease(copy);
        long end = copy.startsAt + lease;
        if (copy.workedNanos == 0 || copy.workedNanos >= lease) {
            return end;
        }
        long atRest = copy.workedAt + build.config.leaseFloor().toNanos() / AT_REST;
        return Math.max(end, Math.min(atRest, copy.startsAt + longestLease(copy)));
    }

    private long longestLease(CopyState copy) {
        return (long) Math.min(FOR_EVER_NANOS, LONGEST_LEASE * (double) lease(copy));
    }

    private long overdueAt(CopyState copy) {
        return copy.startsAt + (long) (OVERDUE * copy.predictedNanos) + build.turnaround.mostNanos() + MARGIN_NANOS;
    }

    private void checkOverdue(CopyState copy) {
        if (over(copy)) {
            return;
        }
        if (waitsForItsSlot(copy)) {
            build.timers.at(build.now + copy.predictedNanos + MARGIN_NANOS, () -> checkOverdue(copy));
        } else if (overdueAt(copy) > build.now) {
            build.timers.at(overdueAt(copy), () -> checkOverdue(copy));
        } else if (copy.unit.phase == Phase.RUNNING) {
            long elapsed = build.now - copy.startsAt;
            // once for each unit: it must not stretch everything else when it hangs on one agent after the other
            if (!copy.ahead && !copy.overdue && copy.copy.number() == 1) {
                build.speeds.overdue(copy.agent.name, copy.unit.workSeconds, copy.unit.uncertainty, elapsed / 1e9);
            }
            copy.overdue = true;
            build.units.overdue.add(copy.unit);
            build.agents.doubt(copy.agent);
            if (copy.agent.stalled) {
                emptyQueue(copy.agent);
            }
            build.rescue.repredict(copy.agent);
            build.agents.update(copy.agent);
            // the longer it takes the worse; geometric, so that a copy costs a logarithmic number of looks
            long next = build.now + Math.max(MARGIN_NANOS, (long) (LOOK_AGAIN * elapsed));
            build.timers.at(next, () -> checkOverdue(copy));
        }
    }

    /** What waits for a slot there goes to others. */
    private void emptyQueue(AgentState agent) {
        for (CopyState queued : List.copyOf(agent.copies.values())) {
            if (queued.ahead && !queued.cancelled && waitsForItsSlot(queued)) {
                String reason = agent.name + " has ended nothing for long";
                cancel(queued, reason);
                lost(queued, reason, false);
            }
        }
    }

    private void checkLease(CopyState copy) {
        if (over(copy)) {
            return;
        }
        long end = leaseEnd(copy);
        if (waitsForItsSlot(copy)) {
            build.timers.at(build.now + build.config.leaseFloor().toNanos(), () -> checkLease(copy));
        } else if (end > build.now) {
            build.timers.at(end, () -> checkLease(copy));
        } else {
            String reason = "no result within its lease of " + lease(copy) / 1_000_000 + " ms" + worked(copy);
            cancel(copy, reason);
            build.agents.fault(copy.agent);
            lost(copy, reason, true);
        }
    }

    private static String worked(CopyState copy) {
        return copy.workedNanos == 0 ? "" : ", having used " + copy.workedNanos / 1_000_000 + " ms of processor time";
    }

    /** Queued behind others that hold the agent's slots: their leases count, not this one's. */
    private static boolean waitsForItsSlot(CopyState copy) {
        if (!copy.ahead) {
            return false;
        }
        int before = 0;
        for (CopyState other : copy.agent.copies.values()) {
            if (other == copy) {
                break;
            }
            before++;
        }
        return before >= copy.agent.slots;
    }

    /** By what is known now of the agent and of the build's scale: both may have been guesses when it was sent. */
    private long chargedUntil(CopyState copy) {
        double seconds = copy.charge * build.speeds.scale() / build.speeds.speed(copy.agent.name);
        return copy.startsAt + (long) (seconds * 1e9) + MARGIN_NANOS;
    }

    /** A redundant copy has used what was set aside for it: more, or it ends. */
    private void checkCharge(CopyState copy) {
        if (over(copy) || copy.charge == 0) {
            return;
        }
        if (chargedUntil(copy) > build.now) {
            build.timers.at(chargedUntil(copy), () -> checkCharge(copy));
            return;
        }
        double step = copy.unit.workSeconds / 2;
        boolean alone = copy.unit.copies.size() == 1 && !copy.unit.runningHere;
        if (alone) {
            settleCharge(copy);
        } else if (anotherIsSooner(copy)) {
            cancel(copy, "another copy is predicted to end sooner");
        } else if (build.budget.take(step)) {
            copy.charge += step;
            build.timers.at(chargedUntil(copy), () -> checkCharge(copy));
        } else {
            keepTheFurthest(copy);
        }
    }

    /**
     * A copy past its prediction has as long again to go as far as anybody knows: one in time may need less. Without a
     * history the prediction may be what is wrong, and the one in time will need as long.
     */
    private boolean anotherIsSooner(CopyState copy) {
        if (copy.unit.facts.uncertainty() >= TextSizes.COLD) {
            return false;
        }
        for (CopyState other : copy.unit.copies) {
            if (other != copy && other.started && other.endsAt() > build.now) {
                return other.endsAt() - build.now < build.now - copy.startsAt;
            }
        }
        return false;
    }

    /** One copy has to end. It is not the redundant one when that has got further: the other's time is then the extra. */
    private void keepTheFurthest(CopyState redundant) {
        CopyState least = redundant;
        for (CopyState copy : redundant.unit.copies) {
            if (progress(copy) < progress(least)) {
                least = copy;
            }
        }
        if (least != redundant && least.charge == 0 && spent(least) <= redundant.charge) {
            build.budget.settle(redundant.charge, spent(least));
            redundant.charge = 0;
        } else {
            least = redundant;
        }
        cancel(least, "the budget for copies is used up");
    }

    /** How far the copy has got, in seconds of work. */
    private double progress(CopyState copy) {
        return Math.max(0, build.now - copy.startsAt) * build.agents.speed(copy.agent);
    }

    /** Time used so far, in reference seconds. */
    private double spent(CopyState copy) {
        double seconds = Math.max(0, build.now - copy.startsAt) / 1e9;
        return seconds * build.speeds.speed(copy.agent.name) / build.speeds.scale();
    }

    /** What the unit needs at least: as predicted, or what its copies have done for it, reference seconds. */
    double provenSeconds(UnitState unit) {
        double seconds = Math.max(unit.workSeconds, unit.provenSeconds);
        for (CopyState copy : unit.copies) {
            if (!copy.ahead) {
                seconds = Math.max(seconds, spent(copy));
            }
        }
        return seconds;
    }

    private void settleCharge(CopyState copy) {
        if (copy.charge > 0) {
            build.budget.settle(copy.charge, spent(copy));
            copy.charge = 0;
        }
    }

    /** The unit has ended elsewhere after so long: what its other copies say of their agents. */
    void lostRace(UnitState unit, String winner, double runSeconds) {
        for (CopyState copy : unit.copies) {
            if (copy.started && !copy.agent.name.equals(winner)) {
                double elapsed = (build.now - copy.startsAt) / 1e9;
                build.speeds.lostRace(copy.agent.name, elapsed, winner, runSeconds);
            }
        }
    }

    /** Asks the agent to end the copy. Its slot stays taken until the agent has answered. */
    void cancel(CopyState copy, String reason) {
        copy.cancelled = true;
        copy.unit.copies.remove(copy);
        settleCharge(copy);
        if (!copy.ahead) {
            copy.unit.provenSeconds = Math.max(copy.unit.provenSeconds, spent(copy));
        }
        build.agents.doubt(copy.agent);
        build.rescue.file(copy.unit);
        build.decide(new Decision.Cancel(copy.copy, copy.agent.name, reason));
        build.agents.update(copy.agent);
        build.timers.at(build.now + CANCEL_NANOS, () -> {
            boolean unanswered = copy.agent.copies.get(copy.copy) == copy;
            if (unanswered && copy.agent.link != AgentState.Link.GONE) {
                build.liveness.drop(copy.agent, "did not end " + copy.unit.facts.id() + " when asked to");
            }
        });
    }

    /** The agent says that the copy has ended, or has handed it back: its slot is free, once {@link Agents#update} has followed. */
    void ended(CopyState copy) {
        copy.agent.copies.remove(copy.copy);
        copy.agent.usedMemory -= copy.unit.facts.memoryBytes();
        copy.unit.copies.remove(copy);
        settleCharge(copy);
        build.agents.doubt(copy.agent);
        build.rescue.file(copy.unit);
    }

    /** The copy will bring no result; its unit waits again unless another run is on. {@code fault}: by the agent. */
    void lost(CopyState copy, String reason, boolean fault) {
        UnitState unit = copy.unit;
        unit.copies.remove(copy);
        settleCharge(copy);
        build.rescue.file(unit);
        if (unit.settled()) {
            return;
        }
        if (fault && unit.avoided.add(copy.agent.name)) {
            unit.agentFaults++;
        }
        if (unit.copies.isEmpty() && unit.phase == Phase.RUNNING) {
            build.units.running.remove(unit);
            build.units.overdue.remove(unit);
            if (!unit.runningHere) {
                build.units.repost(unit, copy, reason, fault);
            }
        }
    }
}
