package io.jenkins.plugins.distcompile.criteria;

/**
 * A compiler as the criteria and the conversation know it.
 *
 * @param kind {@code gcc}, {@code g++}, {@code clang} or {@code clang++}
 * @param version full version, e.g. {@code 12.2.0}
 * @param target target triple, e.g. {@code x86_64-linux-gnu}
 * @param digest hex SHA-256 over kind, version, target and the contents of driver, compiler proper and assembler:
 *     equal digests write equal objects
 */
public record CompilerFacts(String kind, String version, String target, String digest) {}
