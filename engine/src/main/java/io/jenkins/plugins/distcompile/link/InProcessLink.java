package io.jenkins.plugins.distcompile.link;

import io.jenkins.plugins.distcompile.protocol.Message;
import io.jenkins.plugins.distcompile.protocol.MessageCodec;
import io.jenkins.plugins.distcompile.protocol.ProtocolException;
import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * Two links that face each other within one JVM. Messages go through the codec, so that what works here works over a
 * stream; attachments are handed over as they are. Order is kept and nothing overtakes.
 *
 * <p>A receiver never runs inside a send: each side's messages wait in a bounded mailbox, which a thread of a small
 * shared pool of daemon threads empties, one thread a mailbox at a time. So both sides may send while they hold locks
 * that their receivers take.
 */
public final class InProcessLink implements Link {
    private static final ExecutorService POOL = pool();

    private final String peer;
    private final int capacity;
    private final ArrayDeque<Mail> mailbox = new ArrayDeque<>(); // guarded by itself, as are the next three
    private boolean draining;
    private boolean started;
    private boolean over; // nothing more is put into the mailbox
    private volatile long lastSentNanos = System.nanoTime();
    private volatile boolean closing; // closed from this side: received messages are dropped
    private InProcessLink other;
    private Receiver receiver; // set once, before started

    private InProcessLink(String peer, int capacity) {
        this.peer = peer;
        this.capacity = capacity;
    }

    /** What the two sides hold: {@code a} is the opening whose peer is called {@code nameB}, and the other way round. */
    public record Pair(Opening a, Opening b) {}

    /** Makes two openings, each to be started by its side. */
    public static Pair pair(String nameA, String nameB) {
        return pair(nameA, nameB, LinkSettings.DEFAULT);
    }

    /** As {@link #pair(String, String)}, with the bound on waiting messages from {@code settings}. */
    public static Pair pair(String nameA, String nameB, LinkSettings settings) {
        InProcessLink a = new InProcessLink(nameB, settings.queuedMessages());
        InProcessLink b = new InProcessLink(nameA, settings.queuedMessages());
        a.other = b;
        b.other = a;
        return new Pair(a.opening(), b.opening());
    }

    private Opening opening() {
        return new OneStart(peer, this::start, () -> other.put(Mail.end(peerClosed("not started"))));
    }

    private Link start(Function<Link, Receiver> factory) {
        receiver = factory.apply(this);
        synchronized (mailbox) {
            started = true;
            schedule();
        }
        return this;
    }

    @Override
    public String peer() {
        return peer;
    }

    @Override
    public Sending send(Message message, List<byte[]> files) {
        FramedLink.checkLengths(message, files);
        if (message instanceof Message.Goodbye goodbye) {
            close(goodbye.reason());
            return () -> {};
        }
        Mail mail = new Mail(MessageCodec.encode(message), List.copyOf(files), null, null, other);
        other.put(mail);
        lastSentNanos = System.nanoTime();
        return mail;
    }

    /** Nothing is measured here: no wire. */
    @Override
    public long bitsPerSecond() {
        return 0;
    }

    @Override
    public long lastSentNanos() {
        return lastSentNanos;
    }

    @Override
    public void close(String reason) {
        closing = true;
        put(Mail.end(reason));
        other.put(new Mail(null, null, other.peerClosed(reason), reason, null));
    }

    private String peerClosed(String reason) {
        return peer + " said goodbye: " + reason;
    }

    /**
     * A message for {@code to}, or the end of the link when {@code end} is not null; {@code farewell} = why the peer wanted
     * it.
     */
    private record Mail(byte[] message, List<byte[]> files, String end, String farewell, InProcessLink to)
            implements Sending {
        static Mail end(String reason) {
            return new Mail(null, null, reason, null, null);
        }

        @Override
        public void abort() {
            synchronized (to.mailbox) {
                to.mailbox.removeIf(mail -> mail == this);
            }
        }
    }

    private void put(Mail mail) {
        boolean full;
        synchronized (mailbox) {
            if (over) {
                return;
            }
            full = mail.end() == null && mailbox.size() >= capacity;
            if (!full) {
                over = mail.end() != null;
                mailbox.add(mail);
                schedule();
            }
        }
        if (full) {
            String reason = "more than " + capacity + " messages wait to be sent to " + other.peer;
            synchronized (mailbox) {
                mailbox.clear();
            }
            put(Mail.end(reason));
            other.put(Mail.end(reason));
        }
    }

    private void schedule() {
        if (started && !draining && !mailbox.isEmpty()) {
            draining = true;
            POOL.execute(this::drain);
        }
    }

    private void drain() {
        while (true) {
            Mail mail;
            synchronized (mailbox) {
                mail = mailbox.poll();
                if (mail == null) {
                    draining = false;
                    return;
                }
            }
            if (mail.end() != null) {
                if (mail.farewell() != null && !closing) {
                    receiver.farewell(mail.farewell());
                }
                receiver.closed(mail.end());
                return; // draining stays true: nothing is delivered after the end
            }
            if (!closing) {
                deliver(mail);
            }
        }
    }

    private void deliver(Mail mail) {
        try {
            receiver.received(MessageCodec.decode(mail.message()), mail.files());
        } catch (ProtocolException e) {
            close(peer + " broke the protocol: " + e.getMessage());
        } catch (RuntimeException e) {
            System.getLogger(InProcessLink.class.getName()).log(System.Logger.Level.WARNING, "receiver failed", e);
            close("receiver failed: " + e);
        }
    }

    private static ExecutorService pool() {
        int threads = Math.max(4, Runtime.getRuntime().availableProcessors());
        ThreadPoolExecutor pool =
                new ThreadPoolExecutor(threads, threads, 5, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
                    Thread thread = new Thread(task, "link-in-process");
                    thread.setDaemon(true);
                    return thread;
                });
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }
}
