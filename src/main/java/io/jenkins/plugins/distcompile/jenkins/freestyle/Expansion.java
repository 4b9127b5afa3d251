package io.jenkins.plugins.distcompile.jenkins.freestyle;

import hudson.EnvVars;
import io.jenkins.plugins.distcompile.jenkins.step.DistCompileStep;

/** The request of a job's form with {@code $NAME} and {@code ${NAME}} replaced; a name that is not set stays as it is. */
final class Expansion {
    private Expansion() {}

    /** A new request; scripts of ranking utilities are left alone, they have variables of their own. */
    static DistCompileStep of(DistCompileStep form, EnvVars env) {
        DistCompileStep request = new DistCompileStep();
        request.setLabel(env.expand(form.getLabel()));
        request.setCompileCommands(env.expand(form.getCompileCommands()));
        request.setPlan(env.expand(form.getPlan()));
        request.setSources(env.expand(form.getSources()));
        request.setCommand(env.expand(form.getCommand()));
        request.setOutput(env.expand(form.getOutput()));
        request.setCriteria(env.expand(form.getCriteria()));
        request.setScheme(env.expand(form.getScheme()));
        request.setCriticalCopies(form.getCriticalCopies());
        request.setExtraWork(form.getExtraWork());
        request.setRankings(form.getRankings());
        request.setMinRank(form.getMinRank());
        request.setRankWhere(env.expand(form.getRankWhere()));
        request.setHeartbeat(env.expand(form.getHeartbeat()));
        request.setKeepGoing(form.isKeepGoing());
        request.setFallback(env.expand(form.getFallback()));
        request.setWaitForAgents(env.expand(form.getWaitForAgents()));
        request.setMinRate(env.expand(form.getMinRate()));
        request.setLocalSlots(form.getLocalSlots());
        request.setJobs(form.getJobs());
        request.setMode(form.getMode());
        request.setMaxExecutors(form.getMaxExecutors());
        request.setPreprocess(form.getPreprocess());
        request.setLink(form.getLink());
        request.setVerbose(form.isVerbose());
        request.setFailOnError(form.isFailOnError());
        request.setCurrency(env.expand(form.getCurrency()));
        request.setRateClasses(form.getRateClasses());
        return request;
    }
}
