package io.jenkins.plugins.distcompile.cli.progress;

import java.util.ArrayList;
import java.util.List;

/** As much of a terminal as the display uses: cursor up, carriage return, erase to the end of line and screen, colours. */
final class Screen {

    private final int columns;
    private final List<StringBuilder> lines = new ArrayList<>(List.of(new StringBuilder()));
    private int row;
    private int column;
    private int widest;

    Screen(int columns) {
        this.columns = columns;
    }

    void feed(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\u001b') {
                i = sequence(text, i + 2);
            } else if (c == '\r') {
                column = 0;
            } else if (c == '\n') {
                down();
            } else {
                put(c);
            }
        }
    }

    private int sequence(String text, int start) {
        int end = start;
        while (!Character.isLetter(text.charAt(end))) {
            end++;
        }
        switch (text.charAt(end)) {
            case 'A' -> row -= Integer.parseInt(text.substring(start, end));
            case 'K' -> {
                widest = Math.max(widest, column);
                current().setLength(Math.min(current().length(), column));
            }
            case 'J' -> {
                current().setLength(Math.min(current().length(), column));
                lines.subList(row + 1, lines.size()).clear();
            }
            case 'm' -> {}
            default -> throw new AssertionError("unknown sequence " + text.substring(start, end + 1));
        }
        return end;
    }

    private void put(char c) {
        if (column == columns) {
            down();
        }
        while (current().length() <= column) {
            current().append(' ');
        }
        current().setCharAt(column++, c);
    }

    private void down() {
        row++;
        column = 0;
        if (row == lines.size()) {
            lines.add(new StringBuilder());
        }
    }

    private StringBuilder current() {
        return lines.get(row);
    }

    String line(int index) {
        return lines.get(index).toString().stripTrailing();
    }

    /** Of the lines that end with an erasure, as those of the block do. */
    int widestBlockLine() {
        return widest;
    }

    String text() {
        return String.join("\n", lines);
    }
}
