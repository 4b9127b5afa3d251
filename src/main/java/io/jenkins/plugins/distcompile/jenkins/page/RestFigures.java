package io.jenkins.plugins.distcompile.jenkins.page;

import java.util.LinkedHashMap;
import java.util.Map;

/** {@link Figures} as REST answers and scripts see them: names to numbers and texts. */
final class RestFigures {
    private RestFigures() {}

    /** What is not known is left out. */
    static Map<String, Object> of(Figures f) {
        Map<String, Object> map = new LinkedHashMap<>();
        if (f == null) {
            return map;
        }
        map.put("finished", f.finished());
        map.put("success", f.success());
        put(map, "reason", f.reason());
        map.put("units", f.units());
        map.put("succeeded", f.succeeded());
        map.put("failed", f.failed());
        map.put("remoteUnits", f.remoteUnits());
        map.put("localUnits", f.localUnits());
        map.put("agents", f.agents());
        map.put("copies", f.copies());
        map.put("reposts", f.reposts());
        map.put("fallbacks", f.fallbacks());
        map.put("wallSeconds", f.wallSeconds());
        map.put("unitSeconds", f.unitSeconds());
        map.put("speedUp", f.speedUp());
        put(map, "speedUpHere", f.speedUpHere());
        put(map, "savedSeconds", f.savedSeconds());
        put(map, "cost", f.cost());
        put(map, "currency", f.currency());
        return map;
    }

    private static void put(Map<String, Object> map, String name, Object value) {
        if (value != null) {
            map.put(name, value);
        }
    }
}
