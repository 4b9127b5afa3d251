package io.jenkins.plugins.distcompile.jenkins.page;

import hudson.Launcher;
import hudson.model.AbstractBuild;
import hudson.model.BuildListener;
import hudson.model.FreeStyleBuild;
import hudson.model.FreeStyleProject;
import hudson.model.Item;
import java.io.IOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import jenkins.model.Jenkins;
import net.sf.json.JSONObject;
import org.htmlunit.HttpMethod;
import org.htmlunit.Page;
import org.htmlunit.WebRequest;
import org.htmlunit.html.HtmlPage;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;
import org.jvnet.hudson.test.TestBuilder;

/**
 * A Jenkins with a job {@code app} whose one build has a record as a dispatcher leaves it, and users who may do more
 * and more: {@code stranger} nothing, {@code reader} read jobs, {@code viewer} see the system, {@code manager},
 * {@code admin}.
 */
abstract class RecordedBuildJenkinsTest {
    static final String HOSTILE = "<img src=x onerror=alert(1)>.c";

    @Rule
    public final JenkinsRule jenkins = new JenkinsRule();

    FreeStyleBuild build;

    @Before
    public void buildAndUsers() throws Exception {
        List.of(Jenkins.MANAGE, Jenkins.SYSTEM_READ).forEach(permission -> permission.setEnabled(true));
        FreeStyleProject job = jenkins.createFreeStyleProject("app");
        job.getBuildersList().add(new Record());
        build = jenkins.buildAndAssertSuccess(job);
        // The record is complete when the build is finalized, which is behind its end.
        jenkins.waitUntilNoActivity();
        jenkins.jenkins.setSecurityRealm(jenkins.createDummySecurityRealm());
        jenkins.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.READ)
                .everywhere()
                .toEveryone()
                .grant(Item.READ)
                .everywhere()
                .to("reader")
                .grant(Jenkins.SYSTEM_READ)
                .everywhere()
                .to("viewer", "manager")
                .grant(Jenkins.MANAGE)
                .everywhere()
                .to("manager")
                .grant(Jenkins.ADMINISTER)
                .everywhere()
                .to("admin"));
    }

    @After
    public void permissions() {
        List.of(Jenkins.MANAGE, Jenkins.SYSTEM_READ).forEach(permission -> permission.setEnabled(false));
    }

    /** Ten units on two agents, the last of them with a name that a page must not take for its own. */
    private static final class Record extends TestBuilder {
        @Override
        public boolean perform(AbstractBuild<?, ?> run, Launcher launcher, BuildListener listener) throws IOException {
            DistCompileAction action = new DistCompileAction("f1");
            run.addAction(action);
            Path events = action.files().events();
            Logs.write(events, 10, true);
            Files.writeString(
                    events,
                    "{\"event\":\"unit\",\"at\":0,\"unit\":\"" + HOSTILE
                            + "\",\"kind\":\"compile\",\"predictedSeconds\":2}\n",
                    StandardOpenOption.APPEND);
            return true;
        }
    }

    /** Scripts stay off: they run in a browser of today, which this is not. */
    private JenkinsRule.WebClient client(String user) throws Exception {
        JenkinsRule.WebClient client =
                jenkins.createWebClient().withJavaScriptEnabled(false).withThrowExceptionOnFailingStatusCode(false);
        return user == null ? client : client.login(user);
    }

    /** What a user gets, whatever it is; null = who has not logged in. */
    Page get(String user, String path) throws Exception {
        return client(user).goTo(path, null);
    }

    HtmlPage page(String user, String path) throws Exception {
        return (HtmlPage) get(user, path);
    }

    String text(String user, String path) throws Exception {
        return get(user, path).getWebResponse().getContentAsString(StandardCharsets.UTF_8);
    }

    JSONObject json(String user, String path) throws Exception {
        return JSONObject.fromObject(text(user, path));
    }

    int status(String user, String path) throws Exception {
        return get(user, path).getWebResponse().getStatusCode();
    }

    /** Posts as a form of Jenkins does, with the crumb of its session. */
    int post(String user, String path) throws Exception {
        JenkinsRule.WebClient client = client(user);
        WebRequest request = new WebRequest(new URL(client.getContextPath() + path), HttpMethod.POST);
        client.addCrumb(request);
        return client.getPage(request).getWebResponse().getStatusCode();
    }
}
