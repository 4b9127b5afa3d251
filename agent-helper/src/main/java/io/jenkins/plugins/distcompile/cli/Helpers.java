package io.jenkins.plugins.distcompile.cli;

import io.jenkins.plugins.distcompile.agent.Helper;
import io.jenkins.plugins.distcompile.agent.HelperConfig;
import io.jenkins.plugins.distcompile.agent.ranking.RankingPolicy;
import io.jenkins.plugins.distcompile.criteria.ByteSize;
import io.jenkins.plugins.distcompile.history.CostModel;
import io.jenkins.plugins.distcompile.toolchain.CompilerIdentity;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** Makes helpers from options, with the user's words in every complaint. */
final class Helpers {
    /** Digests of compilers are kept in the owner's cache folder, where nobody else can put wrong ones. */
    static final CompilerIdentity COMPILERS =
            new CompilerIdentity(Folders.cache().resolve("compilers.json"));

    private Helpers() {}

    /** @param more sets what {@code options} does not say */
    static Helper start(HelperOptions options, UnaryOperator<HelperConfig> more, Consumer<String> log) {
        try {
            return new Helper(more.apply(new HelperConfig(options.name, options.work)
                    .slots(options.slots())
                    .maxMemoryBytes(memory(options.maxMemory))
                    .maxLoad(options.maxLoad)
                    .allowedCompilers(options.allow)
                    .allowedCommands(options.allowCommand)
                    .metadata(facts(options))
                    .compilers(COMPILERS)
                    .log(log)));
        } catch (IllegalArgumentException e) {
            throw UserError.usage(e.getMessage());
        } catch (IOException e) {
            throw new UserError(ExitStatus.POOL, "cannot use --work " + options.work + ": " + Reason.of(e));
        }
    }

    private static Map<String, String> facts(HelperOptions options) {
        Map<String, String> facts = new HashMap<>();
        if (options.rate != null) {
            if (!CostModel.isRate(options.rate)) {
                throw new IllegalArgumentException("--rate " + options.rate + " is no number from 0 to 1000000");
            }
            facts.put(CostModel.RATE_FACT, options.rate);
        }
        if (options.share > 1) {
            facts.put(CostModel.SHARE_FACT, Integer.toString(options.share));
        }
        return facts;
    }

    private static long memory(String text) {
        return text == null
                ? 0
                : ByteSize.parse(text)
                        .orElseThrow(() -> new IllegalArgumentException(
                                "--max-memory " + text + ": expected a size such as 6GiB"));
    }

    /** A helper in this JVM for this command alone. */
    static Helper embedded(String name, int slots) {
        HelperOptions options = new HelperOptions();
        options.name = name;
        options.withSlots(slots);
        options.work = Path.of(System.getProperty("java.io.tmpdir"));
        // The user's own process: whatever he sends he could run here himself.
        return start(options, config -> config.state(Folders.state()).rankings(RankingPolicy.SENT, null), line -> {});
    }
}
