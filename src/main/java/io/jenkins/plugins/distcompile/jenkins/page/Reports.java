package io.jenkins.plugins.distcompile.jenkins.page;

import io.jenkins.plugins.distcompile.report.live.LiveReport;
import java.lang.ref.SoftReference;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The reports that are being looked at: a page that asks every second finds its report where the last question left it.
 * Holds the most recently asked few, and gives even those up when memory is short. Any thread may call it.
 */
final class Reports {
    static final Reports SHARED = new Reports(16);

    private final int most;
    private final Map<Path, SoftReference<LiveReport>> byLog = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Path, SoftReference<LiveReport>> eldest) {
            return size() > most;
        }
    };

    Reports(int most) {
        this.most = most;
    }

    /** The report of a log, the same object as before if it is still held. */
    synchronized LiveReport of(Path events) {
        SoftReference<LiveReport> held = byLog.get(events);
        LiveReport report = held == null ? null : held.get();
        if (report == null) {
            report = new LiveReport(events);
            byLog.put(events, new SoftReference<>(report));
        }
        return report;
    }
}
