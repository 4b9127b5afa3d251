package io.jenkins.plugins.distcompile.cli;

import picocli.CommandLine.IVersionProvider;

/** The version that the JAR's manifest states. */
final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
        return new String[] {"distcompile " + number(), "Java " + System.getProperty("java.version")};
    }

    /** As the manifest has it. */
    static String number() {
        String version = Version.class.getPackage().getImplementationVersion();
        return version == null ? "(unpackaged)" : version;
    }
}
