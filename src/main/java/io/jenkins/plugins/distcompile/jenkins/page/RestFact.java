package io.jenkins.plugins.distcompile.jenkins.page;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/** A fact of an agent: the administrator's, or a ranking utility's. */
@ExportedBean(defaultVisibility = 3)
public final class RestFact {
    @Exported
    public final String name;

    @Exported
    public final String value;

    private RestFact(Map.Entry<String, String> fact) {
        name = RestText.of(fact.getKey());
        value = RestText.of(fact.getValue());
    }

    /** By name. */
    static List<RestFact> all(Map<String, String> facts) {
        return new TreeMap<>(facts).entrySet().stream().map(RestFact::new).toList();
    }
}
