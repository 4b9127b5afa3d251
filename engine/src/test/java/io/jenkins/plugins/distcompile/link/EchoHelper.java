package io.jenkins.plugins.distcompile.link;

import io.jenkins.plugins.distcompile.protocol.Message;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** A helper process for tests: sends back whatever comes, until the link ends. */
final class EchoHelper {
    private EchoHelper() {}

    public static void main(String[] args) throws Exception {
        Transport transport = Transport.ofStandardStreams();
        System.setOut(System.err);
        Handshake.Peer peer = Handshake.asHelper(
                transport, "echo", Credential.unkeyed(), new byte[0], Handshake.DEADLINE.multipliedBy(6));
        CountDownLatch end = new CountDownLatch(1);
        StreamLink.open(peer.name(), transport, LinkSettings.DEFAULT).start(link -> new Link.Receiver() {
            @Override
            public void received(Message message, List<byte[]> files) {
                link.send(message, files);
            }

            @Override
            public void closed(String reason) {
                end.countDown();
            }
        });
        end.await();
    }
}
