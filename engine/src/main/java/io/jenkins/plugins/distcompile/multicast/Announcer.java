package io.jenkins.plugins.distcompile.multicast;

import io.jenkins.plugins.distcompile.dispatch.OpenList;
import io.jenkins.plugins.distcompile.link.PoolKey;
import io.jenkins.plugins.distcompile.protocol.Message;
import java.io.IOException;
import java.net.NetworkInterface;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Tells a multicast group that units wait, again and again while they do: datagrams get lost, and helpers come later.
 * One daemon thread sends; {@link #waiting} only leaves it a note.
 */
public final class Announcer implements OpenList, AutoCloseable {
    /** Between an announcement and the next; the first few come faster. */
    static final long INTERVAL_MILLIS = 1_000;

    private static final long STEP_MILLIS = 250;
    private static final int QUICK_ROUNDS = 3;
    private static final int STEPS = (int) (INTERVAL_MILLIS / STEP_MILLIS);
    /** Steps after which the machine's network interfaces are looked at again. */
    private static final int LOOK_STEPS = 40;

    private final MulticastGroup group;
    private final DatagramChannel channel;
    private final DatagramCodec codec;
    private final String client;
    private final int port;
    private final Consumer<String> complain;
    private final ScheduledThreadPoolExecutor timer;
    private final UUID sender = UUID.randomUUID();
    private volatile Message.Announce note; // null = nothing waits

    // Of the timer's thread.
    private final Set<String> told = new HashSet<>();
    private List<NetworkInterface> interfaces;
    private long sequence;
    private int steps;
    /** Steps since something began to wait; 0 = nothing does. */
    private int waitingSteps;

    private Announcer(
            MulticastGroup group,
            DatagramChannel channel,
            PoolKey key,
            String client,
            int port,
            Consumer<String> complain)
            throws IOException {
        this.group = group;
        this.channel = channel;
        this.codec = new DatagramCodec(key);
        this.client = client;
        this.port = port;
        this.complain = complain;
        this.interfaces = group.present();
        this.timer = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = new Thread(task, "multicast-announcer");
            thread.setDaemon(true);
            return thread;
        });
        timer.scheduleAtFixedRate(this::step, 0, STEP_MILLIS, TimeUnit.MILLISECONDS);
    }

    /**
     * Opens a socket; nothing is sent before something waits.
     *
     * @param hops routers that an announcement may pass, and one: 1 = it stays in its subnet; 0 … 255
     * @param client this side's name
     * @param port on which this side takes calls
     * @param complain told once of each thing that goes wrong, on a thread of its own
     * @throws IOException when there is no such network interface, or no socket to be had
     */
    public static Announcer open(
            MulticastGroup group, int hops, PoolKey key, String client, int port, Consumer<String> complain)
            throws IOException {
        DatagramChannel channel = DatagramChannel.open(group.family());
        try {
            channel.setOption(StandardSocketOptions.IP_MULTICAST_TTL, hops);
            channel.setOption(StandardSocketOptions.IP_MULTICAST_LOOP, true);
            return new Announcer(group, channel, key, client, port, complain);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    @Override
    public void waiting(Message.Announce announcement) {
        note = announcement.waitingUnits() > 0 ? announcement : null;
    }

    private void step() {
        Message.Announce what = note;
        if (what == null) {
            waitingSteps = 0;
            return;
        }
        waitingSteps++;
        steps++;
        if (waitingSteps <= QUICK_ROUNDS || waitingSteps % STEPS == 0) {
            look();
            interfaces.forEach(each -> send(each, what));
        }
    }

    private void look() {
        if (steps >= LOOK_STEPS) {
            steps = 0;
            try {
                interfaces = group.present();
            } catch (IOException e) {
                told(e.getMessage());
            }
        }
    }

    private void send(NetworkInterface by, Message.Announce what) {
        try {
            byte[] datagram =
                    codec.encode(new Announcement(sender, ++sequence, System.currentTimeMillis(), port, client, what));
            channel.setOption(StandardSocketOptions.IP_MULTICAST_IF, by);
            channel.send(ByteBuffer.wrap(datagram), group.socketAddress());
        } catch (IOException | IllegalArgumentException e) {
            if (channel.isOpen()) {
                told("by " + by.getName() + ": " + e.getMessage());
            }
        }
    }

    private void told(String trouble) {
        if (told.add(trouble)) {
            complain.accept("cannot announce to " + group + " " + trouble);
        }
    }

    /** Says nothing more. */
    @Override
    public void close() {
        note = null;
        timer.shutdownNow();
        try {
            channel.close();
        } catch (IOException e) {
            // Nothing that was said depends on it.
            System.getLogger(Announcer.class.getName()).log(System.Logger.Level.TRACE, "close", e);
        }
    }
}
