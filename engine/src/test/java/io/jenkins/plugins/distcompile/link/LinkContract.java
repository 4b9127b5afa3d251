package io.jenkins.plugins.distcompile.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.jenkins.plugins.distcompile.protocol.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.LongStream;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;

/** What every kind of link keeps. Subclasses make two openings that face each other. */
public abstract class LinkContract {
    record Ends(Opening a, Opening b) {}

    private final Recorder atA = new Recorder();
    private final Recorder atB = new Recorder();
    private Ends ends;
    private Link a;
    private Link b;

    abstract Ends connect() throws Exception;

    @Before
    public void start() throws Exception {
        ends = connect();
        a = ends.a().start(atA);
        b = ends.b().start(atB);
    }

    @After
    public void close() {
        a.close();
        b.close();
        await().until(() -> atA.ends.size() == 1 && atB.ends.size() == 1);
        assertThat(atA.receivedAfterEnd || atB.receivedAfterEnd).isFalse();
    }

    @Test
    public void messagesArriveInOrderBothWays() {
        for (long i = 1; i <= 2000; i++) {
            a.send(Samples.probe(i));
            b.send(new Message.Started(i, 0));
        }
        await().until(() -> atA.got.size() == 2000 && atB.got.size() == 2000);
        assertThat(atB.messages())
                .isEqualTo(
                        LongStream.rangeClosed(1, 2000).mapToObj(Samples::probe).toList());
        assertThat(atA.messages()).last().isEqualTo(new Message.Started(2000, 0));
    }

    @Test
    public void aLinkKnowsWhenItSaidSomethingLast() {
        long before = System.nanoTime();
        a.send(Samples.probe(1));
        await().until(() -> a.lastSentNanos() - before >= 0);
        long between = System.nanoTime();
        List<byte[]> files = List.of(Samples.random(100_000, 1));
        a.send(Samples.result(1, files), files);
        await().until(() -> a.lastSentNanos() - between >= 0);
        await().until(() -> atB.got.size() == 2);
    }

    @Test
    public void attachmentsOfAnySizeArriveAsTheyWere() {
        List<byte[]> files = List.of(
                new byte[0],
                Samples.random(1, 1),
                Samples.random(20 << 20, 2),
                new byte[0],
                Samples.random(65_537, 3),
                new byte[0]);
        a.send(Samples.result(1, files), files);
        await().until(() -> atB.got.size() == 1);
        assertThat(atB.messages()).containsExactly(Samples.result(1, files));
        assertThat(atB.got.get(0).files())
                .usingElementComparator(java.util.Arrays::compare)
                .isEqualTo(files);
    }

    @Test
    public void manyMessagesWithAttachmentsEachArriveOnce() {
        List<Long> tickets = new ArrayList<>();
        for (long i = 1; i <= 300; i++) {
            List<byte[]> files = List.of(Samples.random((int) (i * 997 % 150_000), i));
            a.send(Samples.result(i, files), files);
            tickets.add(i);
        }
        await().until(() -> atB.got.size() == 300);
        assertThat(atB.messages().stream().map(m -> ((Message.Result) m).ticket()))
                .containsExactlyInAnyOrderElementsOf(tickets);
    }

    @Test
    public void closingTellsTheReasonToBothSidesAfterWhatWasQueued() {
        for (long i = 1; i <= 100; i++) {
            a.send(Samples.probe(i));
        }
        a.close("build done");
        a.send(Samples.probe(101));
        await().until(() -> atA.ends.size() == 1 && atB.ends.size() == 1);
        assertThat(atA.ends).containsExactly("build done");
        assertThat(atB.ends.get(0)).endsWith("said goodbye: build done");
        assertThat(atB.got).hasSize(100);
    }

    @Test
    public void aGoodbyeThatIsSentCloses() {
        b.send(new Message.Goodbye("enough"));
        await().until(() -> atA.ends.size() == 1);
        assertThat(atA.ends.get(0)).endsWith("said goodbye: enough");
    }

    @Test
    public void wrongLengthsAreTheSendersMistake() {
        byte[] file = {1, 2};
        assertThatThrownBy(() -> a.send(Samples.result(1, List.of(file)), List.of(new byte[1])))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> a.send(Samples.result(1, List.of(file)))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    public void bothSidesMaySendUnderTheLockTheirReceiversTake() throws Exception {
        // Each side answers 1,000 times from its receiver while another thread of it sends: no send may wait for a
        // receiver.
        Ends more = connect();
        Object lock = new Object();
        CountDownLatch answers = new CountDownLatch(2000);
        Link c = more.a().start(link -> answering(link, lock, answers));
        Link d = more.b().start(link -> answering(link, lock, answers));
        for (long i = 1; i <= 1000; i++) {
            synchronized (lock) {
                c.send(Samples.probe(i));
                d.send(Samples.probe(i));
            }
        }
        await().until(() -> answers.getCount() == 0);
        c.close();
        d.close();
    }

    private static Link.Receiver answering(Link link, Object lock, CountDownLatch answers) {
        return new Link.Receiver() {
            @Override
            public void received(Message message, List<byte[]> files) {
                synchronized (lock) {
                    if (message instanceof Message.Probe probe) {
                        link.send(new Message.Ack(probe.sequence(), null, List.of()));
                    } else {
                        answers.countDown();
                    }
                }
            }

            @Override
            public void closed(String reason) {}
        };
    }

    @Test
    public void aReceiverThatThrowsEndsTheLinkWithAReason() throws Exception {
        Ends more = connect();
        Recorder other = new Recorder();
        Recorder inner = new Recorder();
        Link c = more.a().start(other);
        more.b().start(new Link.Receiver() {
            @Override
            public void received(Message message, List<byte[]> files) {
                throw new IllegalStateException("bug");
            }

            @Override
            public void closed(String reason) {
                inner.closed(reason);
            }
        });
        c.send(Samples.probe(1));
        await().until(() -> inner.ends.size() == 1 && other.ends.size() == 1);
        assertThat(inner.ends.get(0)).contains("receiver failed").contains("bug");
    }
}
