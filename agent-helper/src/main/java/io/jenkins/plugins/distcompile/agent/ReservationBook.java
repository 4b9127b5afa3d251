package io.jenkins.plugins.distcompile.agent;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Which client holds how many slots and how much memory of this helper, until when. Pure: no clock, no thread; the
 * helper's event loop owns it. Whoever asks for what, the slots held never exceed the slots there are, nor running units
 * the slots held, nor budgets the memory.
 *
 * <p>Shares are max-min fair: a client with work waiting that holds less than {@code ceil(slots / claimants)} is owed a
 * slot by whoever holds at least two more. With more claimants than slots the first come keep theirs.
 */
final class ReservationBook {

    private final int slots;
    private long memoryBytes;
    private final long leaseNanos;
    private final Map<Long, Account> accounts = new LinkedHashMap<>();

    /**
     * @param memoryBytes what all units together may use
     * @param leaseNanos a client that holds slots and is not heard for so long loses them
     */
    ReservationBook(int slots, long memoryBytes, long leaseNanos) {
        if (slots < 1 || memoryBytes < 1 || leaseNanos < 1) {
            throw new IllegalArgumentException("slots, memory and lease are at least 1");
        }
        this.slots = slots;
        this.memoryBytes = memoryBytes;
        this.leaseNanos = leaseNanos;
    }

    void open(long client, long nowNanos) {
        accounts.put(client, new Account(nowNanos));
    }

    /** Sets what all units together may use, once it is known; before the first reservation. */
    void limitMemory(long bytes) {
        if (bytes < 1 || freeSlots() < slots) {
            throw new IllegalStateException("memory is set once, before anything is reserved");
        }
        memoryBytes = bytes;
    }

    /** Everything the client holds falls free; its processes must have been ended before. */
    void close(long client) {
        accounts.remove(client);
    }

    /** Any message of the client renews its lease. */
    void heard(long client, long nowNanos) {
        of(client).heardNanos = nowNanos;
    }

    /** The client could use so many slots in total and this helper is willing to give them; 0 = wants no more. */
    void want(long client, int total) {
        of(client).wanted = Math.max(0, total);
    }

    /** Slots that a bid to this client could reserve now, in addition to those it holds. */
    int grantable(long client) {
        Account account = of(client);
        int free = Math.min(account.wanted - account.held, freeSlots());
        boolean poorerWaits = accounts.values().stream().anyMatch(other -> other != account && isPoor(other));
        return Math.max(0, poorerWaits ? Math.min(free, share() - account.held) : free);
    }

    /**
     * Memory that goes with {@code extra} more slots: their part of the whole, or the largest stated need where that is
     * more; never more than is free. The client's budget grows by it.
     *
     * @return additional bytes; 0 = the largest need cannot be met
     */
    long grantableMemory(long client, int extra, long largestBytes) {
        Account account = of(client);
        long part = memoryBytes / slots * extra;
        long wished = Math.max(Math.max(1, part), largestBytes - account.budgetBytes);
        long granted = Math.min(wished, freeMemory());
        return account.budgetBytes + granted >= Math.max(1, largestBytes) ? granted : 0;
    }

    /** Reserves for a bid. Throws when that would promise more than there is. */
    void reserve(long client, int extra, long extraBytes) {
        if (extra < 1 || extra > freeSlots() || extraBytes < 0 || extraBytes > freeMemory()) {
            throw new IllegalStateException("over-commit: " + extra + " of " + freeSlots() + " free slots");
        }
        Account account = of(client);
        account.held += extra;
        account.budgetBytes += extraBytes;
    }

    /** Gives back up to {@code count} slots in which nothing runs; returns how many there were. */
    int release(long client, int count) {
        Account account = of(client);
        int given = Math.max(0, Math.min(count, account.held - account.running));
        if (given > 0) {
            long keep = account.budgetBytes / account.held * (account.held - given);
            account.held -= given;
            account.budgetBytes = account.held == 0 ? 0 : Math.max(account.needsBytes, keep);
        }
        return given;
    }

    /** Takes one of the client's slots for a unit; false when none is unused or its memory does not fit beside the rest. */
    boolean start(long client, long needBytes) {
        Account account = of(client);
        if (account.running >= account.held || needBytes > account.budgetBytes - account.needsBytes) {
            return false;
        }
        account.running++;
        account.needsBytes += needBytes;
        return true;
    }

    /** The unit's process has ended. */
    void end(long client, long needBytes) {
        Account account = of(client);
        if (account.running < 1) {
            throw new IllegalStateException("nothing runs for client " + client);
        }
        account.running--;
        account.needsBytes -= needBytes;
    }

    /** Slots in which nothing runs and which the client must give back now, because another is owed them. */
    int owed(long client) {
        Account rich = of(client);
        int unused = rich.held - rich.running;
        int free = freeSlots();
        int owed = 0;
        for (Account poor : accounts.values()) {
            if (poor != rich && isPoor(poor)) {
                int lacks = Math.min(share(), poor.wanted) - poor.held;
                int fromFree = Math.min(free, lacks);
                free -= fromFree;
                int even = (rich.held - owed - poor.held - fromFree) / 2;
                owed += Math.max(0, Math.min(lacks - fromFree, even));
            }
        }
        return Math.min(owed, unused);
    }

    /** Until the client's lease runs out; not positive = it has. */
    long leaseLeftNanos(long client, long nowNanos) {
        return of(client).heardNanos + leaseNanos - nowNanos;
    }

    /** All clients, those that hold least first; equals in the order in which they came. */
    List<Long> poorestFirst() {
        List<Long> clients = new ArrayList<>(accounts.keySet());
        clients.sort(Comparator.comparingInt(client -> of(client).held));
        return clients;
    }

    boolean wantsMore(long client) {
        Account account = of(client);
        return account.wanted > account.held;
    }

    boolean knows(long client) {
        return accounts.containsKey(client);
    }

    int held(long client) {
        return of(client).held;
    }

    int running(long client) {
        return of(client).running;
    }

    long budgetBytes(long client) {
        return of(client).budgetBytes;
    }

    int freeSlots() {
        return slots - accounts.values().stream().mapToInt(a -> a.held).sum();
    }

    long freeMemory() {
        return memoryBytes
                - accounts.values().stream().mapToLong(a -> a.budgetBytes).sum();
    }

    int running() {
        return accounts.values().stream().mapToInt(a -> a.running).sum();
    }

    private int share() {
        int claimants = (int) accounts.values().stream()
                .filter(a -> a.held > 0 || a.wanted > 0)
                .count();
        return (slots + Math.max(1, claimants) - 1) / Math.max(1, claimants);
    }

    private boolean isPoor(Account account) {
        return account.wanted > account.held && account.held < share();
    }

    private Account of(long client) {
        Account account = accounts.get(client);
        if (account == null) {
            throw new IllegalStateException("no client " + client);
        }
        return account;
    }

    private static final class Account {
        private long heardNanos;
        private int held;
        private int running;
        private int wanted;
        /** Memory set aside for the client, and the part of it that its running units have stated. */
        private long budgetBytes;

        private long needsBytes;

        Account(long nowNanos) {
            heardNanos = nowNanos;
        }
    }
}
