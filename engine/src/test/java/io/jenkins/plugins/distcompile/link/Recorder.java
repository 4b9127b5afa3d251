package io.jenkins.plugins.distcompile.link;

import io.jenkins.plugins.distcompile.protocol.Message;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A receiver that writes everything down; for tests. */
final class Recorder implements Link.Receiver {
    record Got(Message message, List<byte[]> files) {}

    final List<Got> got = new CopyOnWriteArrayList<>();
    final List<String> ends = new CopyOnWriteArrayList<>();
    volatile boolean receivedAfterEnd;

    @Override
    public void received(Message message, List<byte[]> files) {
        receivedAfterEnd |= !ends.isEmpty();
        got.add(new Got(message, files));
    }

    @Override
    public void closed(String reason) {
        ends.add(reason);
    }

    List<Message> messages() {
        return got.stream().map(Got::message).toList();
    }
}
