package io.jenkins.plugins.distcompile.criteria;

/** Criteria that cannot be read; the message is one line for the user, with the column and the text. */
public final class CriteriaException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String text;
    private final int position;

    /**
     * @param problem what is wrong, without the position
     * @param text the criteria as given
     * @param position index into {@code text} where the trouble starts, from 0
     */
    CriteriaException(String problem, String text, int position) {
        super("criteria: " + problem + " at " + (position + 1) + ": " + oneLine(text));
        this.text = text;
        this.position = position;
    }

    /** Column of the trouble, from 1, as people count. */
    public int column() {
        return position + 1;
    }

    /** The criteria on one line and a caret under the trouble on the next. */
    public String caretLines() {
        return oneLine(text) + "\n" + " ".repeat(position) + "^";
    }

    private static String oneLine(String text) {
        StringBuilder line = new StringBuilder(text.length());
        text.chars().forEach(c -> line.append(Character.isISOControl(c) ? ' ' : (char) c));
        return line.length() > Criteria.MAX_LENGTH ? line.substring(0, 80) + "…" : line.toString();
    }
}
