package io.jenkins.plugins.distcompile.cli;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.jenkins.plugins.distcompile.criteria.AgentProfile;
import io.jenkins.plugins.distcompile.dispatch.AgentSource;
import io.jenkins.plugins.distcompile.link.Link;
import io.jenkins.plugins.distcompile.protocol.Message;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * One agent's answer to a status request.
 *
 * @param problem why there is no answer; null when there is one
 * @param profile null when there is none
 * @param units what it compiles now, for all clients
 * @param roundTripMillis of a bare request; 0 when there is no answer
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record AgentStatus(String address, String problem, AgentProfile profile, List<String> units, double roundTripMillis) {
    private static final long PATIENCE_SECONDS = 5;
    private static final int LOOKS = 40;
    private static final long LOOK_MILLIS = 250;

    /** Either an answer or the end of the link. */
    private record Word(Message.Ack ack, String ended) {}

    /** Connects, asks and closes; blocks for some seconds at most. */
    static AgentStatus ask(AgentSource source) {
        BlockingQueue<Word> words = new ArrayBlockingQueue<>(16);
        try (Link link = source.connect().start(new Receiver(words))) {
            // The first request pays for the helper's probing, so the second one tells the round trip.
            Message.Ack full = answer(link, words, new Message.Probe(1, true));
            // A helper that has just started looks at its machine as long as somebody is connected.
            for (int i = 0; i < LOOKS && full.profile() == null; i++) {
                Word unasked = words.poll(LOOK_MILLIS, TimeUnit.MILLISECONDS);
                if (unasked != null && unasked.ack() == null) {
                    throw new IOException(unasked.ended());
                }
                full = answer(link, words, new Message.Probe(1, true));
            }
            long start = System.nanoTime();
            answer(link, words, new Message.Probe(2, false));
            double millis = (System.nanoTime() - start) / 1e6;
            return new AgentStatus(source.address(), null, full.profile(), full.units(), millis);
        } catch (IOException e) {
            return new AgentStatus(source.address(), Reason.of(e), null, List.of(), 0);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new AgentStatus(source.address(), "interrupted", null, List.of(), 0);
        }
    }

    private static Message.Ack answer(Link link, BlockingQueue<Word> words, Message.Probe request)
            throws IOException, InterruptedException {
        link.send(request);
        Word word = words.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        if (word == null) {
            throw new IOException("no answer within " + PATIENCE_SECONDS + " s");
        }
        if (word.ack() == null) {
            throw new IOException(word.ended());
        }
        return word.ack();
    }

    private record Receiver(BlockingQueue<Word> words) implements Link.Receiver {
        @Override
        public void received(Message message, List<byte[]> files) {
            if (message instanceof Message.Ack ack) {
                words.offer(new Word(ack, null));
            }
        }

        @Override
        public void closed(String reason) {
            words.offer(new Word(null, reason));
        }
    }
}
