package io.jenkins.plugins.distcompile.jenkins.step;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.FreeStyleProject;
import hudson.slaves.DumbSlave;
import io.jenkins.plugins.distcompile.jenkins.CapacityClass;
import io.jenkins.plugins.distcompile.jenkins.freestyle.DistCompileBuilder;
import io.jenkins.plugins.distcompile.jenkins.pool.CompileNodeProperty;
import java.util.List;
import org.htmlunit.WebResponse;
import org.htmlunit.html.HtmlForm;
import org.htmlunit.html.HtmlInput;
import org.jenkinsci.plugins.workflow.cps.SnippetizerTester;
import org.jenkinsci.plugins.workflow.steps.StepConfigTester;
import org.junit.Rule;
import org.junit.Test;
import org.jvnet.hudson.test.JenkinsRule;

/** The forms: what goes in comes out, and defaults are not written down. */
public class FormsJenkinsTest {
    @Rule
    public final JenkinsRule jenkins = new JenkinsRule();

    @Test
    public void aSnippetNamesOnlyWhatDiffersFromTheDefaults() throws Exception {
        SnippetizerTester snippets = new SnippetizerTester(jenkins);
        DistCompileStep step = new DistCompileStep();
        snippets.assertRoundTrip(step, "distCompile()");
        step.setLabel("cc && x86_64");
        step.setCompileCommands("build/compile_commands.json");
        step.setCriticalCopies(3);
        RankingUtility utility = new RankingUtility("ssd");
        utility.setScript("echo 50");
        utility.setWeight(0.3);
        step.setRankings(List.of(utility));
        snippets.assertRoundTrip(
                step,
                "distCompile compileCommands: 'build/compile_commands.json', criticalCopies: 3, label: 'cc && x86_64',"
                        + " rankings: [[name: 'ssd', script: 'echo 50', weight: 0.3]]");
    }

    @Test
    public void theStepsFormKeepsEveryField() throws Exception {
        DistCompileStep step = new DistCompileStep();
        step.setSources("src/**/*.c");
        step.setCommand("gcc -c {source} -o {output}");
        step.setOutput("out/{name}.o");
        step.setCriteria("cpu.cores >= 2");
        step.setScheme("history");
        step.setExtraWork(0.5);
        step.setMinRank(0);
        step.setHeartbeat("2s");
        step.setKeepGoing(true);
        step.setFallback("wait");
        step.setWaitForAgents("1min");
        step.setMinRate("10Mbit/s");
        step.setLocalSlots(0);
        step.setJobs(3);
        step.setMode("beside");
        step.setMaxExecutors(4);
        step.setLink("relay");
        step.setPreprocess("local");
        step.setVerbose(true);
        step.setFailOnError(false);
        step.setCurrency("EUR");
        CapacityClass all = new CapacityClass("all");
        all.setPerHour(0.25);
        step.setRateClasses(List.of(all));
        DistCompileStep back = new StepConfigTester(jenkins).configRoundTrip(step);
        jenkins.assertEqualDataBoundBeans(step, back);
    }

    @Test
    public void aFreestyleJobsFormKeepsTheSameFields() throws Exception {
        DistCompileStep options = new DistCompileStep();
        options.setLabel("cc");
        options.setPlan("plan.json");
        options.setKeepGoing(true);
        options.setExtraWork(0.5);
        FreeStyleProject job = jenkins.createFreeStyleProject();
        job.getBuildersList().add(new DistCompileBuilder(options));
        jenkins.configRoundtrip(job);
        DistCompileBuilder back = job.getBuildersList().get(DistCompileBuilder.class);
        jenkins.assertEqualDataBoundBeans(options, back.getOptions());
    }

    @Test
    public void anAgentsFormKeepsWhatItGives() throws Exception {
        DumbSlave agent = jenkins.createSlave("cc1", "cc", null);
        CompileNodeProperty property = new CompileNodeProperty();
        property.setSlots(4);
        property.setMemory("8GiB");
        property.setCostRate(0.25);
        property.setActivity("person=lower-priority");
        property.setAllow("gcc g++");
        property.setDirectAddress("0.0.0.0:7700");
        agent.getNodeProperties().add(property);
        jenkins.configRoundtrip(agent);
        CompileNodeProperty back = jenkins.jenkins.getNode("cc1").getNodeProperty(CompileNodeProperty.class);
        assertThat(back).isNotNull();
        jenkins.assertEqualDataBoundBeans(property, back);
    }

    @Test
    public void whatAFormRefusesIsToldInItsWordsAndChangesNothing() throws Exception {
        DumbSlave agent = jenkins.createSlave("cc1", "cc", null);
        CompileNodeProperty property = new CompileNodeProperty();
        property.setMemory("8GiB");
        agent.getNodeProperties().add(property);
        assertRefused(
                agent.toComputer().getUrl(), "_.memory", "plenty", "memory: 'plenty': expected a size such as 24GiB");
        assertThat(jenkins.jenkins
                        .getNode("cc1")
                        .getNodeProperty(CompileNodeProperty.class)
                        .getMemory())
                .isEqualTo("8GiB");
        DistCompileStep options = new DistCompileStep();
        options.setRateClasses(List.of(new CapacityClass("large")));
        FreeStyleProject job = jenkins.createFreeStyleProject();
        job.getBuildersList().add(new DistCompileBuilder(options));
        assertRefused(job.getUrl(), "_.name", "very large", "a capacity class is named by letters");
    }

    private void assertRefused(String url, String input, String text, String answer) throws Exception {
        JenkinsRule.WebClient client = jenkins.createWebClient().withThrowExceptionOnFailingStatusCode(false);
        HtmlForm form = client.goTo(url + "configure").getFormByName("config");
        // A node has a name, too: the last field of that name is ours.
        List<HtmlInput> inputs = form.getInputsByName(input);
        inputs.get(inputs.size() - 1).setValue(text);
        WebResponse response = jenkins.submit(form).getWebResponse();
        assertThat(response.getStatusCode()).isEqualTo(400);
        assertThat(response.getContentAsString()).contains(answer);
    }
}
