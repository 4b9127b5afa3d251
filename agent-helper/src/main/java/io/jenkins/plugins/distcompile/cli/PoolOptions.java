package io.jenkins.plugins.distcompile.cli;

import io.jenkins.plugins.distcompile.link.PoolKey;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Option;

/** Which helpers to ask, and the secret shared with them. */
final class PoolOptions {
    @Option(
            names = "--pool",
            arity = "1..*",
            paramLabel = "POOL",
            description = {
                "Helpers to ask: HOST:PORT,HOST:PORT…, @FILE with one HOST:PORT a line,",
                "embedded:N (N helpers in this process), spawn:N (N in processes of their own)."
            })
    List<String> pool = List.of();

    @Option(
            names = "--key-file",
            paramLabel = "FILE",
            description =
                    "The pool key, made by 'distcompile key'; needed for HOST:PORT. Default: $DISTCOMPILE_KEY_FILE")
    Path keyFile =
            System.getenv("DISTCOMPILE_KEY_FILE") == null ? null : Path.of(System.getenv("DISTCOMPILE_KEY_FILE"));

    @Option(
            names = "--client-name",
            paramLabel = "NAME",
            description = "How helpers name this machine in their logs. Default: the host's name.")
    String clientName = HostName.get();

    PoolSpec spec() {
        return PoolSpec.parse(pool);
    }

    /** @throws UserError when there is no key file or it cannot be used */
    PoolKey key() {
        return key("helpers at HOST:PORT are reached with a pool key only");
    }

    PoolKey key(String whyNeeded) {
        return readKey(keyFile, whyNeeded);
    }

    static PoolKey readKey(Path file, String whyNeeded) {
        if (file == null) {
            throw UserError.usage(
                    whyNeeded + "; make one with 'distcompile key --out FILE' and name it with --key-file");
        }
        try {
            return PoolKey.read(file);
        } catch (IOException e) {
            throw UserError.usage("cannot use --key-file " + file + ": " + Reason.of(e));
        }
    }
}
