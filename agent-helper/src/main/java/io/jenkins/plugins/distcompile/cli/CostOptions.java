package io.jenkins.plugins.distcompile.cli;

import io.jenkins.plugins.distcompile.history.CostModel;
import java.util.List;
import picocli.CommandLine.Option;

/** What an hour of an agent costs. */
final class CostOptions {
    @Option(
            names = "--rate",
            paramLabel = "AGENT=RATE",
            description = "What an hour of this agent costs, all its slots; repeatable.")
    private List<String> rates = List.of();

    @Option(
            names = "--rate-class",
            split = ",",
            paramLabel = "NAME[@CORES]=RATE",
            description = "Rates for the other agents by capacity: standard=0.05,high@16=0.12. CORES counts cores of a"
                    + " 3 GHz reference machine; without it the cheapest class begins at 0, the next at 16, 32, ...")
    private List<String> rateClasses = List.of();

    @Option(names = "--currency", paramLabel = "LABEL", description = "Written behind costs; a label, nothing more.")
    private String currency = "";

    CostModel model() {
        try {
            return CostModel.of(rates, rateClasses, currency);
        } catch (IllegalArgumentException e) {
            throw UserError.usage(e.getMessage());
        }
    }
}
