package io.jenkins.plugins.distcompile.cli;

import io.jenkins.plugins.distcompile.criteria.AgentProfile;
import io.jenkins.plugins.distcompile.dispatch.AgentSource;
import io.jenkins.plugins.distcompile.dispatch.RankQuestion;
import io.jenkins.plugins.distcompile.link.Link;
import io.jenkins.plugins.distcompile.protocol.Message;
import io.jenkins.plugins.distcompile.ranking.BuildRankings;
import io.jenkins.plugins.distcompile.ranking.Rank;
import io.jenkins.plugins.distcompile.ranking.Standing;
import java.io.IOException;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * How one agent ranks.
 *
 * @param problem why there is no answer; null when there is one
 * @param standing null when there is no answer
 * @param ranks as the agent gave them, in the user's order
 */
record AgentRanking(String agent, String problem, Standing standing, List<Rank> ranks) {
    static final Comparator<AgentRanking> BEST_FIRST =
            Comparator.comparing(AgentRanking::standing, Comparator.nullsLast(Standing.BEST_FIRST));

    /** Either a message or the end of the link. */
    private record Word(Message message, String ended) {}

    /** Connects, has the utilities run and closes; blocks for {@code patience} at most for each answer. */
    static AgentRanking ask(AgentSource source, BuildRankings rankings, Duration patience) {
        BlockingQueue<Word> words = new ArrayBlockingQueue<>(64);
        String agent = source.address();
        try (Link link = source.connect().start(new Receiver(words))) {
            RankQuestion question = new RankQuestion(rankings, agent);
            link.send(question.announce());
            Message message = next(words, patience, Message.class);
            while (!(message instanceof Message.Ranked ranked)) {
                if (message instanceof Message.NeedRanking need) {
                    question.answer(need, link::send);
                }
                message = next(words, patience, Message.class);
            }
            // Asked after the ranks, for those wait until the helper has looked at its machine.
            link.send(new Message.Probe(1, true));
            AgentProfile profile = ((Message.Ack) next(words, patience, Message.Ack.class)).profile();
            ranked.ranks().forEach(held -> rankings.heard(agent, profile.machine(), held.rank(), held.validMillis()));
            List<Rank> ranks =
                    ranked.ranks().stream().map(held -> held.rank().checked()).toList();
            return new AgentRanking(agent, null, rankings.judge(agent, profile), ranks);
        } catch (IOException e) {
            return new AgentRanking(agent, Reason.of(e), null, List.of());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new AgentRanking(agent, "interrupted", null, List.of());
        }
    }

    /** The next message of this kind. */
    private static Message next(BlockingQueue<Word> words, Duration patience, Class<? extends Message> kind)
            throws IOException, InterruptedException {
        while (true) {
            Word word = words.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
            if (word == null) {
                throw new IOException("no answer within " + patience.toMillis() + " ms");
            }
            if (word.message() == null) {
                throw new IOException(word.ended());
            }
            if (kind.isInstance(word.message())) {
                return word.message();
            }
        }
    }

    private record Receiver(BlockingQueue<Word> words) implements Link.Receiver {
        @Override
        public void received(Message message, List<byte[]> files) {
            words.offer(new Word(message, null));
        }

        @Override
        public void closed(String reason) {
            words.offer(new Word(null, reason));
        }
    }
}
