package io.jenkins.plugins.distcompile.jenkins.page;

import java.util.List;
import java.util.Map;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/** A job's trend under its {@code api/json}. */
@ExportedBean(defaultVisibility = 3)
public final class RestTrend {
    @Exported
    public final List<Point> points;

    RestTrend(Trend trend) {
        points = trend.points().stream().map(Point::new).toList();
    }

    /** One step of one build. */
    @ExportedBean(defaultVisibility = 3)
    public static final class Point {
        @Exported
        public final int build;

        @Exported
        public final int step;

        @Exported
        public final Map<String, Object> figures;

        Point(Trend.Point from) {
            build = from.build();
            step = from.step();
            figures = RestFigures.of(from.figures());
        }
    }
}
