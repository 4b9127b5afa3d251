package io.jenkins.plugins.distcompile.report.live;

import io.jenkins.plugins.distcompile.report.AgentReport;
import io.jenkins.plugins.distcompile.report.BuildReport;
import io.jenkins.plugins.distcompile.report.Timeline;
import io.jenkins.plugins.distcompile.report.Timeline.Lane;
import io.jenkins.plugins.distcompile.report.Timeline.Span;
import io.jenkins.plugins.distcompile.report.UnitReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What turns one report of a running build into a later one, as pages apply it ({@code live.js}).
 *
 * @param head of the later one
 * @param counts of the later one
 * @param units those that changed or are new, by index
 * @param agents those that changed or are new, by index
 * @param lanes all lanes of the later one, each saying how much of the earlier one it keeps
 * @param criticalPath of the later one
 * @param reposts that were added
 * @param notices that were added
 */
record ReportDelta(
        BuildReport.Head head,
        BuildReport.Counts counts,
        Map<Integer, UnitReport> units,
        Map<Integer, AgentReport> agents,
        List<LaneDelta> lanes,
        List<Timeline.Step> criticalPath,
        List<BuildReport.Repost> reposts,
        List<BuildReport.Notice> notices) {

    /**
     * One lane of the later report.
     *
     * @param from index of the earlier lane it continues; -1 = none
     * @param keep how many of that lane's spans it begins with
     * @param spans those after them
     */
    record LaneDelta(String group, boolean local, int slot, int from, int keep, List<Span> spans) {}

    /** {@code later} has grown out of {@code earlier}. */
    static ReportDelta between(BuildReport earlier, BuildReport later) {
        return new ReportDelta(
                later.head(),
                later.counts(),
                changed(earlier.units(), later.units()),
                changed(earlier.agents(), later.agents()),
                lanes(earlier.timeline().lanes(), later.timeline().lanes()),
                later.criticalPath(),
                added(earlier.reposts(), later.reposts()),
                added(earlier.notices(), later.notices()));
    }

    private static <T> Map<Integer, T> changed(List<T> earlier, List<T> later) {
        Map<Integer, T> changed = new TreeMap<>();
        for (int i = 0; i < later.size(); i++) {
            // The builder gives the same object for a unit that has not changed, so that equals is rarely asked.
            if (i >= earlier.size()
                    || earlier.get(i) != later.get(i) && !earlier.get(i).equals(later.get(i))) {
                changed.put(i, later.get(i));
            }
        }
        return changed;
    }

    private static <T> List<T> added(List<T> earlier, List<T> later) {
        return later.subList(Math.min(earlier.size(), later.size()), later.size());
    }

    private static List<LaneDelta> lanes(List<Lane> earlier, List<Lane> later) {
        Map<String, Integer> places = new TreeMap<>();
        for (int i = 0; i < earlier.size(); i++) {
            places.put(key(earlier.get(i)), i);
        }
        List<LaneDelta> lanes = new ArrayList<>(later.size());
        for (Lane lane : later) {
            int from = places.getOrDefault(key(lane), -1);
            int keep = from < 0 ? 0 : common(earlier.get(from).spans(), lane.spans());
            List<Span> rest = lane.spans().subList(keep, lane.spans().size());
            lanes.add(new LaneDelta(lane.group(), lane.local(), lane.slot(), from, keep, rest));
        }
        return lanes;
    }

    private static String key(Lane lane) {
        return lane.slot() + " " + lane.group();
    }

    private static int common(List<Span> earlier, List<Span> later) {
        int most = Math.min(earlier.size(), later.size());
        int common = 0;
        while (common < most && earlier.get(common).equals(later.get(common))) {
            common++;
        }
        return common;
    }
}
