package io.jenkins.plugins.distcompile.multicast;

import io.jenkins.plugins.distcompile.link.PoolKey;
import io.jenkins.plugins.distcompile.protocol.ProtocolException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Listens to a multicast group for builds of the same pool key. One daemon thread, one buffer: what is too long, is not
 * signed, is heard a second time or is out of time costs a look and leaves nothing behind.
 */
public final class Ear implements AutoCloseable {
    private static final long LOOK_MILLIS = 10_000;
    /** After an error of the socket: it may last. */
    private static final long PAUSE_NANOS = 500_000_000;
    /** Strangers that are named in the log; further ones are not, so that nobody can fill it. */
    static final int MOST_NAMED = 64;

    private final MulticastGroup group;
    private final DatagramChannel channel;
    private final Selector selector;
    private final DatagramCodec codec;
    private final Listener listener;
    private final Replays replays = new Replays();
    private final Set<String> joined = new HashSet<>();
    private final Set<String> named = new HashSet<>();

    /** Called on the ear's thread; must not block. */
    public interface Listener {
        /** A build of this pool, heard for the first time or again. */
        void heard(Announcement announcement, InetAddress from);

        /** One line for the log; each is told once. */
        void trouble(String line);
    }

    private Ear(MulticastGroup group, PoolKey key, Listener listener, DatagramChannel channel) throws IOException {
        this.group = group;
        this.channel = channel;
        this.codec = new DatagramCodec(key);
        this.listener = listener;
        this.selector = Selector.open();
    }

    /**
     * Joins the group and listens from then on.
     *
     * @throws IOException with a line that says why not
     */
    public static Ear open(MulticastGroup group, PoolKey key, Listener listener) throws IOException {
        DatagramChannel channel = DatagramChannel.open(group.family());
        try {
            // Several helpers of one machine hear the same group.
            channel.setOption(StandardSocketOptions.SO_REUSEADDR, true);
            channel.bind(new InetSocketAddress(group.port()));
            channel.configureBlocking(false);
            Ear ear = new Ear(group, key, listener, channel);
            channel.register(ear.selector, SelectionKey.OP_READ);
            ear.join(group.present());
            Thread thread = new Thread(ear::listen, "multicast-ear " + group);
            thread.setDaemon(true);
            thread.start();
            return ear;
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    private void join(List<NetworkInterface> interfaces) throws IOException {
        for (NetworkInterface each : interfaces) {
            // By name and index: an interface that went and came back is another one to the kernel.
            if (joined.add(each.getName() + "#" + each.getIndex())) {
                channel.join(group.address(), each);
            }
        }
    }

    private void listen() {
        byte[] bytes = new byte[DatagramCodec.MAX_BYTES + 1]; // one more, to tell what is too long
        long looked = System.nanoTime();
        try (selector) {
            while (channel.isOpen()) {
                selector.select(LOOK_MILLIS);
                selector.selectedKeys().clear();
                receive(ByteBuffer.wrap(bytes));
                if (System.nanoTime() - looked > TimeUnit.MILLISECONDS.toNanos(LOOK_MILLIS)) {
                    looked = System.nanoTime();
                    look();
                }
            }
        } catch (IOException e) {
            listener.trouble("cannot listen to " + group + " any more: " + e.getMessage());
        }
    }

    private void receive(ByteBuffer buffer) {
        try {
            InetSocketAddress from = (InetSocketAddress) channel.receive(buffer);
            while (from != null) {
                take(buffer.array(), buffer.position(), from.getAddress());
                buffer.clear();
                from = (InetSocketAddress) channel.receive(buffer);
            }
        } catch (ClosedChannelException e) {
            // by close: nobody listens any more
            System.getLogger(Ear.class.getName()).log(System.Logger.Level.TRACE, "closed", e);
        } catch (IOException | RuntimeException e) {
            once("socket", "trouble with " + group + ": " + e);
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    private void look() {
        try {
            join(group.present());
        } catch (IOException e) {
            once("interfaces", "cannot listen to " + group + " everywhere: " + e.getMessage());
        }
    }

    private void take(byte[] bytes, int length, InetAddress from) {
        String who = from.getHostAddress();
        if (!DatagramCodec.looksLikeOne(bytes, length)) {
            once(who, "something that is no announcement came to " + group + " from " + who);
            return;
        }
        try {
            Announcement announcement = codec.decode(bytes, length);
            if (announcement == null) {
                once(who, "an announcement from " + who + " is not believed: it was made with another key");
                return;
            }
            long now = System.currentTimeMillis();
            switch (replays.judge(announcement.sender(), announcement.sequence(), announcement.sentMillis(), now)) {
                case FRESH -> listener.heard(announcement, from);
                case STALE -> once(who, stale(announcement, who, now));
                case SEEN -> {}
            }
        } catch (ProtocolException e) {
            once(who, "an announcement from " + who + " cannot be read: " + e.getMessage());
        }
    }

    private static String stale(Announcement announcement, String who, long now) {
        double seconds = Math.abs((double) now - announcement.sentMillis()) / 1e3;
        return String.format(
                "an announcement of %s (%s) was sent %.0f s from now, more than %d s: set the clocks of both machines,"
                        + " unless somebody plays back what was said",
                announcement.client(), who, seconds, Replays.WINDOW.toSeconds());
    }

    private void once(String who, String line) {
        if (named.size() < MOST_NAMED && named.add(who)) {
            listener.trouble(line + (named.size() == MOST_NAMED ? "; further strangers are not named" : ""));
        }
    }

    /** Leaves the group. */
    @Override
    public void close() {
        try {
            channel.close();
            selector.wakeup();
        } catch (IOException e) {
            // The group is left with the socket, whatever it says.
            System.getLogger(Ear.class.getName()).log(System.Logger.Level.TRACE, "close", e);
        }
    }
}
