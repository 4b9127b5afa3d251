package io.jenkins.plugins.distcompile.cli;

import picocli.CommandLine.IVersionProvider;

/** The version that the JAR's manifest states. */
final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
        String version = Version.class.getPackage().getImplementationVersion();
        return new String[] {
            "distcompile " + (version == null ? "(unpackaged)" : version), "Java " + System.getProperty("java.version")
        };
    }
}
