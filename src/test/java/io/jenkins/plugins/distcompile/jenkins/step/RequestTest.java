package io.jenkins.plugins.distcompile.jenkins.step;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.jenkins.plugins.distcompile.jenkins.CapacityClass;
import io.jenkins.plugins.distcompile.schedule.SchedulerConfig;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Map;
import org.junit.Test;
import sun.reflect.ReflectionFactory;

/** The step's parameters: checked, and handed to the dispatcher. */
public class RequestTest {
    private static final RequestJson.Context CONTEXT = new RequestJson.Context(
            "job-12-0a", "project", "/ws/p", "build1", Map.of("cc1", 0.5), List.of("large@16.000=0.200000"), "EUR");

    private final DistCompileStep request = new DistCompileStep();

    @Test
    public void theShortestRequestIsGood() {
        request.setCompileCommands("build/compile_commands.json");
        assertThat(RequestCheck.troubles(request)).isEmpty();
    }

    @Test
    public void nothingToCompileAndTwoThingsToCompileAreTold() {
        assertThat(RequestCheck.troubles(request))
                .containsExactly("say what to compile: exactly one of compileCommands, plan and sources");
        request.setCompileCommands("a.json");
        request.setPlan("b.json");
        assertThat(RequestCheck.troubles(request)).hasSize(1);
    }

    @Test
    public void troubleInCriteriaIsMarkedUnderItsPlace() {
        request.setPlan("plan.json");
        request.setCriteria("cpu.mhz >= && mem.free >= 2GiB");
        assertThat(RequestCheck.troubles(request)).singleElement().asString().satisfies(trouble -> {
            String[] lines = trouble.split("\n");
            assertThat(lines).hasSize(3);
            assertThat(lines[1]).isEqualTo("cpu.mhz >= && mem.free >= 2GiB");
            assertThat(lines[2].indexOf('^')).isEqualTo(11);
        });
    }

    @Test
    public void everyWordOfAChoiceIsKnownToTheScheduler() {
        for (String scheme : RequestCheck.SCHEMES) {
            assertThat(SchedulerConfig.DEFAULTS.withScheme(scheme).scheme()).isEqualTo(scheme);
        }
    }

    @Test
    public void valuesOutOfRangeNameTheirParameterAndItsRange() {
        request.setPlan("plan.json");
        request.setScheme("fastest");
        request.setCriticalCopies(0);
        request.setMinRank(101);
        request.setHeartbeat("often");
        request.setMinRate("quick");
        request.setLocalSlots(-2);
        assertThat(RequestCheck.troubles(request))
                .hasSize(7)
                .contains(
                        "criticalCopies: 0: from 1 to 8",
                        "minRank: 101: from 0 to 100",
                        "localSlots: -2: from 0 to 10000")
                .anyMatch(trouble -> trouble.startsWith("scheme: 'fastest': use one of best, "))
                .anyMatch(trouble -> trouble.startsWith("heartbeat: 'often'"))
                .anyMatch(trouble -> trouble.startsWith("minRate: 'quick'"))
                .anyMatch(trouble -> trouble.startsWith("minRank: nothing ranks"));
    }

    @Test
    public void costsAreLookedThrough() {
        request.setPlan("plan.json");
        request.setRateClasses(List.of(capacity("small", 0, 0.5), capacity("large", 16, 0.25)));
        assertThat(RequestCheck.troubles(request))
                .singleElement()
                .asString()
                .startsWith("rateClasses: small: a class of higher capacity costs more");
        request.setRateClasses(List.of());
        request.setCurrency("a very long currency");
        assertThat(RequestCheck.troubles(request)).singleElement().asString().startsWith("currency: 'a very long");
    }

    @Test
    public void rankingUtilitiesAreLookedThrough() {
        request.setPlan("plan.json");
        request.setRankings(List.of(utility("ssd", 0.3), utility("ssd", 1), utility("a b", 1), utility("x", 2_000)));
        assertThat(RequestCheck.troubles(request))
                .hasSize(3)
                .anyMatch(trouble -> trouble.contains("'ssd' is there twice"));
    }

    @Test
    public void theDispatcherIsToldWhatTheAuthorWrote() throws Exception {
        request.setCompileCommands("build/compile_commands.json");
        request.setCriteria("cpu.cores >= 4");
        request.setCriticalCopies(3);
        request.setJobs(6);
        request.setPreprocess("local");
        RankingUtility utility = utility("ssd", 0.3);
        utility.setScript("echo 50\n");
        request.setRankings(List.of(utility));
        JsonNode json = JsonMapper.builder().build().readTree(RequestJson.of(request, CONTEXT));
        assertThat(json.path("version").asInt()).isEqualTo(1);
        assertThat(json.path("buildId").asText()).isEqualTo("job-12-0a");
        assertThat(json.path("directory").asText()).isEqualTo("/ws/p");
        assertThat(json.path("plan").toString()).isEqualTo("{\"compileCommands\":\"build/compile_commands.json\"}");
        assertThat(json.path("criteria").asText()).isEqualTo("cpu.cores >= 4");
        assertThat(json.path("criticalCopies").asInt()).isEqualTo(3);
        assertThat(json.path("jobs").asInt()).isEqualTo(6);
        assertThat(json.path("preprocess").asText()).isEqualTo("local");
        assertThat(json.path("localSlots").asInt()).isEqualTo(-1);
        assertThat(json.path("rankings").toString())
                .isEqualTo("[{\"name\":\"ssd\",\"script\":\"echo 50\\n\",\"weight\":0.3}]");
        assertThat(json.path("rates").path("cc1").asDouble()).isEqualTo(0.5);
        assertThat(json.path("rateClasses").toString()).isEqualTo("[\"large@16.000=0.200000\"]");
        assertThat(json.path("currency").asText()).isEqualTo("EUR");
        assertThat(json.has("waitForAgents")).isFalse();
    }

    @Test
    public void whatFailsWithoutAgentsGivesThemTimeToCome() throws Exception {
        request.setPlan("plan.json");
        request.setFallback("fail");
        assertThat(JsonMapper.builder()
                        .build()
                        .readTree(RequestJson.of(request, CONTEXT))
                        .path("waitForAgents")
                        .asText())
                .isEqualTo("2min");
        request.setWaitForAgents("5s");
        assertThat(JsonMapper.builder()
                        .build()
                        .readTree(RequestJson.of(request, CONTEXT))
                        .path("waitForAgents")
                        .asText())
                .isEqualTo("5s");
    }

    @Test
    public void patternsOfSourcesAreSeparatedByBlanksAndLineEnds() throws Exception {
        request.setSources("src/**/*.c  lib/*.c\n test/*.c");
        request.setCommand("gcc -c {source} -o {output}");
        JsonNode json = JsonMapper.builder().build().readTree(RequestJson.of(request, CONTEXT));
        assertThat(json.path("plan").path("sources").toString()).isEqualTo("[\"src/**/*.c\",\"lib/*.c\",\"test/*.c\"]");
    }

    @Test
    public void aRequestIsKeptWithTheRunningPipeline() throws Exception {
        request.setLabel(" cc && x86_64 ");
        request.setRankings(List.of(utility("ssd", 0.3)));
        request.setRateClasses(List.of(capacity("all", 0, 0.05)));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(request);
        }
        DistCompileStep back;
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            back = (DistCompileStep) in.readObject();
        }
        assertThat(back.getLabel()).isEqualTo("cc && x86_64");
        assertThat(back.getRankings())
                .singleElement()
                .extracting(RankingUtility::getName)
                .isEqualTo("ssd");
        assertThat(back.getRateClasses())
                .singleElement()
                .extracting(CapacityClass::option)
                .isEqualTo("all@0.000=0.050000");
        assertThat(RequestJson.of(back, CONTEXT)).isEqualTo(RequestJson.of(request, CONTEXT));
    }

    /** XStream makes objects without their constructors, and sets only the fields that the file has. */
    @Test
    public void whatAConfigurationLacksIsTheDefault() throws Exception {
        DistCompileStep bare = (DistCompileStep) ReflectionFactory.getReflectionFactory()
                .newConstructorForSerialization(DistCompileStep.class, Object.class.getDeclaredConstructor())
                .newInstance();
        Method resolve = DistCompileStep.class.getDeclaredMethod("readResolve");
        resolve.setAccessible(true);
        assertThat(resolve.invoke(bare)).usingRecursiveComparison().isEqualTo(new DistCompileStep());
    }

    @Test
    public void nullAndBlankMeanTheDefault() {
        DistCompileStep fresh = new DistCompileStep();
        request.setScheme(" ");
        request.setHeartbeat(null);
        request.setFallback("");
        request.setMode(null);
        request.setLink("");
        request.setPreprocess(" ");
        request.setCriteria(null);
        request.setRankings(null);
        assertThat(request).usingRecursiveComparison().isEqualTo(fresh);
    }

    private static CapacityClass capacity(String name, double fromCores, double perHour) {
        CapacityClass each = new CapacityClass(name);
        each.setFromCores(fromCores);
        each.setPerHour(perHour);
        return each;
    }

    private static RankingUtility utility(String name, double weight) {
        RankingUtility utility = new RankingUtility(name);
        utility.setWeight(weight);
        return utility;
    }
}
