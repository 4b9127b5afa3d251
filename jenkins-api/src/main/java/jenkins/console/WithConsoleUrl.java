package jenkins.console;

/** Signature only; see README.md of this module. */
public interface WithConsoleUrl {
    String getConsoleUrl();
}
