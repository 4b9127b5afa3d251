package io.jenkins.plugins.distcompile.farm;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.util.Arrays;
import java.util.SplittableRandom;

/** Somebody without the key who hears announcements and sends them again: as they are, changed, and too long. */
final class Forger {
    private static final int LONGEST = 60_000;

    private Forger() {}

    public static void main(String[] words) throws Exception {
        InetAddress group = InetAddress.getByName(words[0]);
        int port = Integer.parseInt(words[1]);
        NetworkInterface device = NetworkInterface.getByName(words[2]);
        int count = Integer.parseInt(words[3]);
        try (DatagramChannel channel = DatagramChannel.open(StandardProtocolFamily.INET)) {
            channel.bind(new InetSocketAddress(port));
            channel.join(group, device);
            channel.setOption(StandardSocketOptions.IP_MULTICAST_IF, device);
            channel.setOption(StandardSocketOptions.IP_MULTICAST_LOOP, false);
            ByteBuffer heard = ByteBuffer.allocate(2_000);
            channel.receive(heard);
            byte[] genuine = Arrays.copyOf(heard.array(), heard.position());
            InetSocketAddress target = new InetSocketAddress(group, port);
            SplittableRandom random = new SplittableRandom(77);
            for (int i = 0; i < count; i++) {
                channel.send(ByteBuffer.wrap(variant(genuine, i, random)), target);
            }
        }
    }

    private static byte[] variant(byte[] genuine, int number, SplittableRandom random) {
        switch (number % 4) {
            case 0:
                return genuine;
            case 1: // another sender, another number, another time, another port: whatever the bit belongs to
                byte[] changed = genuine.clone();
                changed[random.nextInt(changed.length)] ^= (byte) (1 << random.nextInt(8));
                return changed;
            case 2:
                return Arrays.copyOf(genuine, number % 100 == 2 ? LONGEST : genuine.length + 1_000);
            default:
                return Arrays.copyOf(genuine, random.nextInt(genuine.length));
        }
    }
}
