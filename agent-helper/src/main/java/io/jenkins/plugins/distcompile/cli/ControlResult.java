package io.jenkins.plugins.distcompile.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.jenkins.plugins.distcompile.report.BuildEvent;
import io.jenkins.plugins.distcompile.report.BuildReport;
import io.jenkins.plugins.distcompile.report.Summary;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** What {@code result.json} of a control folder tells, gathered from the build's events. */
final class ControlResult implements Consumer<BuildEvent> {
    private static final int MOST_WARNINGS = 100;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final List<String> warnings = new ArrayList<>();
    private String reason = "the dispatcher failed; see dispatcher.log";

    @Override
    public void accept(BuildEvent event) {
        if (event instanceof BuildEvent.Notice notice && notice.level().equals("warning")) {
            if (warnings.size() < MOST_WARNINGS) {
                warnings.add(notice.text());
            }
        } else if (event instanceof BuildEvent.Finished finished) {
            reason = finished.reason();
        }
    }

    /** @param status the dispatcher's exit status */
    byte[] toJson(int status, BuildCore build) {
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("success", status == ExitStatus.OK);
        result.put("exitStatus", status);
        result.put("reason", reason);
        BuildReport report = build.report();
        result.put("summary", Summary.of(report, build.localJobs()));
        result.put("observations", build.lessons(report));
        result.put("warnings", warnings);
        try {
            return JSON.writeValueAsBytes(result);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
