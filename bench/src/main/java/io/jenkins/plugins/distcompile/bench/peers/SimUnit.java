package io.jenkins.plugins.distcompile.bench.peers;

/**
 * A unit of the simulated compiler.
 *
 * @param millis what it takes on the fastest host
 */
record SimUnit(String id, int millis) {}
