package io.jenkins.plugins.distcompile.jenkins.page;

import java.util.List;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/** The pool's page under its {@code api/json}. */
@ExportedBean(defaultVisibility = 3)
public final class RestPool {
    @Exported
    public final List<RestPoolAgent> agents;

    RestPool(List<PoolAgent> agents) {
        this.agents = agents.stream().map(RestPoolAgent::new).toList();
    }
}
