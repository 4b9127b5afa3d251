package io.jenkins.plugins.distcompile.jenkins.page;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;

/**
 * A job's builds over time, from the figures kept with each: no build is loaded and no log is read.
 *
 * @param points oldest first
 */
record Trend(List<Point> points) {
    private static final int MOST_STEPS = 20;

    Trend {
        points = List.copyOf(points);
    }

    /**
     * One step of one build.
     *
     * @param build number
     * @param step its place among the build's steps, from 1
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Point(int build, int step, Figures figures) {}

    /**
     * The newest builds that left figures.
     *
     * @param builds the job's folder of builds, one folder a number
     * @param most builds looked at
     */
    static Trend of(Path builds, int most) {
        List<Point> points = new ArrayList<>();
        for (int number : numbers(builds, most)) {
            List<Point> steps = new ArrayList<>();
            for (BuildFiles files : BuildFiles.in(builds.resolve(Integer.toString(number)), MOST_STEPS)) {
                Figures figures = Figures.read(files.figures());
                if (figures != null) {
                    steps.add(new Point(number, Math.max(1, figures.number()), figures));
                }
            }
            steps.sort(Comparator.comparingInt(Point::step));
            points.addAll(steps);
        }
        return new Trend(points);
    }

    private static List<Integer> numbers(Path builds, int most) {
        List<Integer> numbers = new ArrayList<>();
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(builds)) {
            for (Path folder : folders) {
                String name = folder.getFileName().toString();
                if (name.matches("[1-9][0-9]{0,8}")) {
                    numbers.add(Integer.valueOf(name));
                }
            }
        } catch (IOException e) {
            return List.of();
        }
        numbers.sort(Comparator.reverseOrder());
        List<Integer> newest = new ArrayList<>(numbers.subList(0, Math.min(most, numbers.size())));
        Collections.sort(newest);
        return newest;
    }
}
