package io.jenkins.plugins.distcompile.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jenkins.plugins.distcompile.protocol.Message;
import java.time.Duration;
import java.util.List;
import org.junit.Test;

public class InProcessLinkTest extends LinkContract {
    @Override
    Ends connect() {
        InProcessLink.Pair pair = InProcessLink.pair("client", "helper");
        assertThat(pair.a().peer()).isEqualTo("helper");
        assertThat(pair.b().peer()).isEqualTo("client");
        return new Ends(pair.a(), pair.b());
    }

    @Test
    public void messagesWaitForAReceiverThatStartsLater() {
        InProcessLink.Pair pair = InProcessLink.pair("client", "helper");
        Recorder late = new Recorder();
        Link a = pair.a().start(new Recorder());
        a.send(Samples.probe(1));
        a.close("done");
        pair.b().start(late);
        await().until(() -> late.ends.size() == 1);
        assertThat(late.messages()).containsExactly(Samples.probe(1));
    }

    @Test
    public void aFullMailboxClosesTheLink() {
        LinkSettings small = new LinkSettings(1, 1, 10, Duration.ofSeconds(1));
        InProcessLink.Pair pair = InProcessLink.pair("client", "helper", small);
        Recorder atA = new Recorder();
        Recorder atB = new Recorder();
        Link a = pair.a().start(atA);
        for (int i = 0; i < 11; i++) {
            a.send(Samples.probe(i));
        }
        pair.b().start(atB);
        await().until(() -> atA.ends.size() == 1 && atB.ends.size() == 1);
        assertThat(atA.ends.get(0)).isEqualTo("more than 10 messages wait to be sent to helper");
        assertThat(atB.got).isEmpty();
    }

    @Test
    public void anAbortedMessageIsDropped() {
        InProcessLink.Pair pair = InProcessLink.pair("client", "helper");
        Recorder atB = new Recorder();
        Link a = pair.a().start(new Recorder());
        List<byte[]> files = List.of(new byte[5]);
        a.send(Samples.result(1, files), files).abort();
        a.send(Samples.probe(2));
        pair.b().start(atB);
        await().until(() -> atB.got.size() == 1);
        assertThat(atB.messages()).containsExactly((Message) Samples.probe(2));
        a.close();
    }
}
