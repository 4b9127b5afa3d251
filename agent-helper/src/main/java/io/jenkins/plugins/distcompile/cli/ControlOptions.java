package io.jenkins.plugins.distcompile.cli;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.jenkins.plugins.distcompile.agent.ranking.RankCache;
import io.jenkins.plugins.distcompile.cli.control.ControlFolder;
import io.jenkins.plugins.distcompile.dispatch.BuildOptions;
import io.jenkins.plugins.distcompile.history.BuildMemory;
import io.jenkins.plugins.distcompile.plan.PlanSource;
import io.jenkins.plugins.distcompile.ranking.BuildRankings;
import io.jenkins.plugins.distcompile.ranking.RankMemory;
import io.jenkins.plugins.distcompile.ranking.RankingSpec;
import io.jenkins.plugins.distcompile.schedule.Fallback;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/**
 * What {@code options.json} of a control folder says. Its fields become options of the command line, and are read and
 * checked as those are; complaints name the field.
 */
final class ControlOptions {
    private static final int LONGEST_FILE = 32 << 20;
    private static final int MOST_RANKINGS = 16;
    private static final Pattern BUILD_ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");
    private static final Duration USUAL_WAIT = Duration.ofSeconds(3);
    /** A process of another machine, reached by a front end that looks once a second, on machines that may be busy. */
    private static final Duration HELPERS_START = Duration.ofSeconds(30);

    private static final Set<String> REQUIRED = Set.of("version", "buildId", "directory", "plan");
    private static final Set<String> OWN = Set.of("project", "clientName", "rankings", "rates", "explain");
    private static final Set<String> RANKING_FIELDS = Set.of("name", "script", "ttl", "weight");

    /** What a field holds, and the option it stands for. */
    private record Field(Kind kind, String option) {}

    private enum Kind {
        TEXT,
        TEXTS,
        NUMBER,
        FLAG
    }

    private static final Map<String, Field> FIELDS = Map.ofEntries(
            Map.entry("criteria", new Field(Kind.TEXT, "--criteria")),
            Map.entry("scheme", new Field(Kind.TEXT, "--scheme")),
            Map.entry("criticalCopies", new Field(Kind.NUMBER, "--critical-copies")),
            Map.entry("extraWork", new Field(Kind.NUMBER, "--copy-budget")),
            Map.entry("heartbeat", new Field(Kind.TEXT, "--heartbeat")),
            Map.entry("keepGoing", new Field(Kind.FLAG, "--keep-going")),
            Map.entry("fallback", new Field(Kind.TEXT, "--fallback")),
            Map.entry("waitForAgents", new Field(Kind.TEXT, "--bid-wait")),
            Map.entry("localSlots", new Field(Kind.NUMBER, "--local-slots")),
            Map.entry("jobs", new Field(Kind.NUMBER, "--jobs")),
            Map.entry("preprocess", new Field(Kind.TEXT, "--preprocess")),
            Map.entry("minRate", new Field(Kind.TEXT, "--min-rate")),
            Map.entry("minRank", new Field(Kind.NUMBER, "--min-rank")),
            Map.entry("rankWhere", new Field(Kind.TEXT, "--rank-where")),
            Map.entry("rateClasses", new Field(Kind.TEXTS, "--rate-class")),
            Map.entry("currency", new Field(Kind.TEXT, "--currency")),
            Map.entry("progressWatch", new Field(Kind.TEXT, "--stall-after")));

    private static final Map<String, Field> PLAN_FIELDS = Map.of(
            "compileCommands", new Field(Kind.TEXT, "--compile-commands"),
            "planFile", new Field(Kind.TEXT, "--plan"),
            "sources", new Field(Kind.TEXTS, "--sources"),
            "command", new Field(Kind.TEXT, "--command"),
            "output", new Field(Kind.TEXT, "--output"));

    /** Holds the options while the command line's parser fills them. */
    @Command
    private static final class Parsed {
        @Mixin
        private PlanOptions plan = new PlanOptions();

        @Mixin
        private RunOptions run = new RunOptions();

        @Mixin
        private RankingOptions ranking = new RankingOptions();
    }

    private final Path file;
    private final JsonNode root;
    private final Path directory;
    private final Parsed parsed = new Parsed();

    private ControlOptions(Path file, JsonNode root) {
        this.file = file;
        this.root = root;
        checkFields();
        this.directory = directory();
        parse();
    }

    /** @throws UserError naming file and field */
    static ControlOptions read(ControlFolder folder) {
        Path file = folder.options();
        try (InputStream in = Files.newInputStream(file)) {
            byte[] text = in.readNBytes(LONGEST_FILE + 1);
            if (text.length > LONGEST_FILE) {
                throw UserError.usage(file + ": larger than 32 MiB");
            }
            JsonNode root = JsonMapper.builder()
                    .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .build()
                    .readTree(text);
            if (root == null || !root.isObject()) {
                throw UserError.usage(file + ": one JSON object is expected");
            }
            return new ControlOptions(file, root);
        } catch (JsonProcessingException e) {
            int line = e.getLocation() == null ? 0 : e.getLocation().getLineNr();
            throw UserError.usage(file + ":" + line + ": not valid JSON: " + e.getOriginalMessage());
        } catch (IOException e) {
            throw UserError.usage("cannot read " + file + ": " + Reason.of(e));
        }
    }

    private UserError wrong(String what) {
        return UserError.usage(file + ": " + what);
    }

    private void checkFields() {
        root.fieldNames().forEachRemaining(name -> {
            if (!REQUIRED.contains(name) && !OWN.contains(name) && !FIELDS.containsKey(name)) {
                throw wrong(name + ": there is no such field");
            }
        });
        for (String name : List.of("version", "buildId", "directory", "plan")) {
            if (!root.hasNonNull(name)) {
                throw wrong(name + ": this field is missing");
            }
        }
        if (!root.get("version").isInt() || root.get("version").intValue() != 1) {
            throw wrong("version: this program knows version 1 only");
        }
        // It becomes part of files' names.
        if (!BUILD_ID.matcher(text(root, "buildId")).matches()) {
            throw wrong("buildId: 1 to 100 letters, digits, '.', '_' or '-', not beginning with a sign");
        }
    }

    private Path directory() {
        Path path = Path.of(text(root, "directory"));
        if (!path.isAbsolute() || !Files.isDirectory(path)) {
            throw wrong("directory " + path + ": it has to be the absolute path of a folder that is there");
        }
        return path.normalize();
    }

    private void parse() {
        List<String> arguments = new ArrayList<>();
        FIELDS.forEach((name, field) -> arguments.addAll(argument("", root, name, field)));
        JsonNode plan = root.get("plan");
        if (!plan.isObject()) {
            throw wrong("plan: an object with compileCommands, planFile or sources is expected");
        }
        plan.fieldNames().forEachRemaining(name -> {
            Field field = PLAN_FIELDS.get(name);
            if (field == null) {
                throw wrong("plan." + name + ": there is no such field");
            }
            arguments.addAll(argument("plan.", plan, name, field));
        });
        arguments.addAll(rates());
        naming(() -> new CommandLine(parsed)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExpandAtFiles(false)
                .parseArgs(arguments.toArray(String[]::new)));
    }

    private List<String> argument(String prefix, JsonNode object, String name, Field field) {
        JsonNode value = object.get(name);
        if (value == null || value.isNull()) {
            return List.of();
        }
        return switch (field.kind()) {
            case TEXT -> {
                if (!value.isTextual()) {
                    throw wrong(prefix + name + ": a text is expected");
                }
                yield List.of(field.option() + "=" + value.textValue());
            }
            case TEXTS -> texts(prefix + name, value, field.option());
            case NUMBER -> {
                if (!value.isNumber()) {
                    throw wrong(prefix + name + ": a number is expected");
                }
                yield List.of(field.option() + "=" + (name.equals("localSlots") ? localSlots(value) : value.asText()));
            }
            case FLAG -> {
                if (!value.isBoolean()) {
                    throw wrong(prefix + name + ": true or false is expected");
                }
                yield value.booleanValue() ? List.of(field.option()) : List.of();
            }
        };
    }

    /** One text, or a list of them. */
    private List<String> texts(String place, JsonNode value, String option) {
        List<String> arguments = new ArrayList<>();
        for (JsonNode each : value.isTextual() ? List.of(value) : value) {
            if (!each.isTextual()) {
                throw wrong(place + ": a text or a list of texts is expected");
            }
            arguments.add(option + "=" + each.textValue());
        }
        return arguments;
    }

    /** -1 = one less than the processors, of which only this machine knows the number. */
    private static String localSlots(JsonNode value) {
        return value.canConvertToInt() && value.intValue() == -1
                ? Integer.toString(Runtime.getRuntime().availableProcessors() - 1)
                : value.asText();
    }

    private List<String> rates() {
        JsonNode rates = root.path("rates");
        if (rates.isMissingNode() || rates.isNull()) {
            return List.of();
        }
        if (!rates.isObject()) {
            throw wrong("rates: an object of agents' names and numbers is expected");
        }
        List<String> arguments = new ArrayList<>();
        rates.fields().forEachRemaining(rate -> {
            if (!rate.getValue().isNumber()) {
                throw wrong("rates." + rate.getKey() + ": a number is expected");
            }
            arguments.add("--rate=" + rate.getKey() + "=" + rate.getValue().asText());
        });
        return arguments;
    }

    /** Runs what checks options, and says in complaints what the fields are called. */
    private <T> T naming(Supplier<T> step) {
        String complaint;
        try {
            return step.get();
        } catch (UserError | CommandLine.ParameterException e) {
            complaint = e.getMessage();
        }
        Map<String, String> names = new LinkedHashMap<>();
        FIELDS.forEach((name, field) -> names.put(field.option(), name));
        PLAN_FIELDS.forEach((name, field) -> names.put(field.option(), "plan." + name));
        names.put("--ranking", "rankings");
        names.put("--rate", "rates");
        for (Map.Entry<String, String> name : names.entrySet()) {
            complaint = complaint.replaceAll(
                    "'?" + name.getKey() + "(?![a-z-])'?=?", Matcher.quoteReplacement(name.getValue()));
        }
        throw wrong(complaint);
    }

    private String text(JsonNode object, String name) {
        JsonNode value = object.get(name);
        if (!value.isTextual() || value.textValue().isBlank()) {
            throw wrong(name + ": a text is expected");
        }
        return value.textValue();
    }

    private Optional<String> given(String name) {
        return root.hasNonNull(name) ? Optional.of(text(root, name)) : Optional.empty();
    }

    // ---- what is made of it

    String buildId() {
        return text(root, "buildId");
    }

    String clientName() {
        return given("clientName").orElseGet(HostName::get);
    }

    Fallback fallback() {
        return parsed.run.fallback();
    }

    /** How long the build waits for an agent unless the fallback is to wait as long as it takes. */
    Duration patience() {
        return waitForAgents().orElse(USUAL_WAIT);
    }

    /** How long the build waits for the sake of helpers that are being started. */
    Duration patienceWithComing() {
        return waitForAgents().orElse(HELPERS_START);
    }

    /** As given; empty = it was not. */
    Optional<Duration> waitForAgents() {
        return naming(parsed.run::bidWait);
    }

    /**
     * @param history a file of earlier builds' times; null = there is none
     * @throws UserError naming the field that is wrong, or what is wrong with the plan
     */
    BuildCore.Request request(Path history) {
        JsonNode explain = root.path("explain");
        if (!explain.isBoolean() && !explain.isMissingNode() && !explain.isNull()) {
            throw wrong("explain: true or false is expected");
        }
        BuildOptions options = naming(() -> parsed.run.options(
                buildId(),
                clientName(),
                explain.asBoolean(true),
                false,
                new RunOptions.Expected(-1, USUAL_WAIT, "attached agents")));
        var cost = naming(parsed.run::costModel);
        PlanSource plan = naming(() -> PlanLoader.load(parsed.plan, directory));
        String project = given("project").orElseGet(() -> ProjectName.of(parsed.plan, directory));
        BuildMemory memory = history == null ? BuildMemory.none() : BuildMemory.of(history, project);
        return new BuildCore.Request(plan, System.getenv(), options, memory, cost);
    }

    boolean ranks() {
        return root.path("rankings").size() > 0;
    }

    /** @throws UserError naming the ranking that is wrong */
    BuildRankings rankings(RankMemory memory) {
        JsonNode given = root.path("rankings");
        if (!given.isArray() && !given.isMissingNode() && !given.isNull() || given.size() > MOST_RANKINGS) {
            throw wrong("rankings: a list of at most " + MOST_RANKINGS + " is expected");
        }
        List<RankingSpec> specs = new ArrayList<>();
        Map<String, byte[]> scripts = new HashMap<>();
        for (int i = 0; i < given.size(); i++) {
            RankingSpec spec = ranking("rankings[" + i + "]", given.get(i));
            specs.add(spec);
            if (!spec.installed()) {
                scripts.put(spec.name(), given.get(i).get("script").textValue().getBytes(StandardCharsets.UTF_8));
            }
        }
        return naming(() -> parsed.ranking.rankings(specs, scripts, memory));
    }

    private RankingSpec ranking(String place, JsonNode ranking) {
        if (!ranking.isObject()) {
            throw wrong(place + ": an object with name, script, ttl and weight is expected");
        }
        ranking.fieldNames().forEachRemaining(name -> {
            if (!RANKING_FIELDS.contains(name)) {
                throw wrong(place + "." + name + ": there is no such field");
            }
        });
        JsonNode weight = ranking.path("weight");
        if (!weight.isMissingNode() && !weight.isNull() && !weight.isNumber()) {
            throw wrong(place + ".weight: a number is expected");
        }
        String script = optionalText(place, ranking, "script");
        if (script.length() > RankCache.MAX_SCRIPT_BYTES) {
            throw wrong(place + ".script: larger than 1 MiB");
        }
        String ttl = optionalText(place, ranking, "ttl");
        try {
            return new RankingSpec(
                    optionalText(place, ranking, "name"),
                    script.isEmpty() ? "" : "script",
                    ttl.isEmpty() ? RankingSpec.DEFAULT_TTL : Durations.parse("ttl", ttl),
                    weight.asDouble(1));
        } catch (IllegalArgumentException | UserError e) {
            throw wrong(place + ": " + e.getMessage());
        }
    }

    private String optionalText(String place, JsonNode object, String name) {
        JsonNode value = object.path(name);
        if (!value.isMissingNode() && !value.isNull() && !value.isTextual()) {
            throw wrong(place + "." + name + ": a text is expected");
        }
        return value.asText("");
    }
}
