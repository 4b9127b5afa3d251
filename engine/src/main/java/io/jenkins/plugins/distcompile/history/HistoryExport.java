package io.jenkins.plugins.distcompile.history;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.Writer;
import java.util.List;
import java.util.Locale;

/** Writes a history's entries for other programs; the writer is not closed. */
public final class HistoryExport {
    private HistoryExport() {}

    /** CSV after RFC 4180 with a heading; times in seconds, sizes in bytes, {@code seenAt} in epoch seconds. */
    public static void csv(List<HistoryEntry> entries, Writer out) throws IOException {
        out.write("project,unit,agent,language,count,centre,spread,sourceBytes,outputBytes,memoryBytes,seenAt\r\n");
        for (HistoryEntry e : entries) {
            out.write(String.join(
                    ",",
                    quoted(e.project()),
                    quoted(e.unit()),
                    quoted(e.agent()),
                    quoted(e.language()),
                    Long.toString(e.count()),
                    String.format(Locale.ROOT, "%.6f", e.centre()),
                    String.format(Locale.ROOT, "%.6f", e.spread()),
                    Long.toString(e.sourceBytes()),
                    Long.toString(e.outputBytes()),
                    Long.toString(e.memoryBytes()),
                    Long.toString(e.seenAt())));
            out.write("\r\n");
        }
    }

    /** A JSON array of objects with the fields of {@link HistoryEntry}, {@code centre} and {@code spread}. */
    public static void json(List<HistoryEntry> entries, Writer out) throws IOException {
        ObjectMapper mapper = new ObjectMapper();
        ArrayNode array = mapper.createArrayNode();
        for (HistoryEntry e : entries) {
            ObjectNode node = mapper.valueToTree(e);
            array.add(node.put("centre", e.centre()).put("spread", e.spread()));
        }
        out.write(mapper.writerWithDefaultPrettyPrinter().writeValueAsString(array));
        out.write("\n");
    }

    /** A field that starts like a formula gets a quote first, so that no spreadsheet runs it: names come from agents. */
    private static String quoted(String text) {
        String safe = !text.isEmpty() && "=+-@".indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
        return safe.matches("[^\",\r\n]*") ? safe : "\"" + safe.replace("\"", "\"\"") + "\"";
    }
}
