package io.jenkins.plugins.distcompile.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.distcompile.dispatch.AgentSource;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;

/**
 * Asks every agent of a list the same, a few at a time, and prints what they say; for commands that build nothing.
 *
 * @param <A> what one agent's answer is; a failure is an answer too
 */
final class PoolSurvey<A> implements AutoCloseable {
    private static final int ASKED_AT_ONCE = 16;

    private final ExecutorService askers = Executors.newFixedThreadPool(ASKED_AT_ONCE);
    private final RunningPool pool;
    private final Function<AgentSource, A> question;

    /** @throws UserError when no agent is named */
    PoolSurvey(PoolOptions options, Function<AgentSource, A> question) {
        PoolSpec list = options.spec();
        if (list.equals(PoolSpec.NONE)) {
            throw UserError.usage("say which agents: --pool HOST:PORT,HOST:PORT or --pool @FILE");
        }
        this.question = question;
        this.pool = RunningPool.start(list, options, List.of(1));
    }

    /** The answers in the list's order. */
    List<A> ask() throws InterruptedException {
        List<Future<A>> answers = new ArrayList<>();
        for (AgentSource source : pool.sources()) {
            answers.add(askers.submit(() -> question.apply(source)));
        }
        List<A> agents = new ArrayList<>();
        for (Future<A> answer : answers) {
            try {
                agents.add(answer.get());
            } catch (ExecutionException e) {
                throw new IllegalStateException(e.getCause());
            }
        }
        return agents;
    }

    static void printJson(PrintWriter out, Object answers) {
        try {
            out.println(new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(answers));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        pool.close();
        askers.shutdownNow();
    }
}
