package io.jenkins.plugins.distcompile.farm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Stands for the controller in a process of its own: starts a helper and an attach, carries bytes between them and
 * keeps none. Arguments: control folder, agent, where the helper listens ({@code -} = nowhere), addresses to pass on in
 * place of those the helper states ({@code -} = those), then options for the helper.
 */
public final class RelayPump {
    /** Before the addresses: units may go no other way. */
    static final String ONLY = "only:";

    private RelayPump() {}

    public static void main(String[] arguments) throws Exception {
        Path control = Path.of(arguments[0]);
        String agent = arguments[1];
        boolean direct = !arguments[2].equals("-");
        List<String> serve = Cli.java();
        serve.addAll(List.of("serve", "--stdio", "--name", agent));
        if (direct) {
            serve.addAll(List.of("--direct", arguments[2]));
        }
        serve.addAll(List.of(arguments).subList(4, arguments.length));
        Process helper = new ProcessBuilder(serve)
                .redirectError(Redirect.appendTo(
                        control.resolveSibling(agent + ".helper.log").toFile()))
                .start();
        List<String> attaching = Cli.java();
        attaching.addAll(List.of("attach", control.toString(), "--agent", agent));
        if (direct) {
            helper.getOutputStream().write(Files.readAllBytes(control.resolve("key")));
            helper.getOutputStream().flush();
            String addresses = addresses(helper.getInputStream());
            boolean only = arguments[3].startsWith(ONLY);
            String wanted = only ? arguments[3].substring(ONLY.length()) : arguments[3];
            attaching.addAll(List.of("--direct", wanted.equals("-") ? addresses : wanted));
            if (only) {
                attaching.add("--direct-only");
            }
        }
        Process attach = new ProcessBuilder(attaching)
                .redirectError(Redirect.appendTo(
                        control.resolveSibling(agent + ".attach.log").toFile()))
                .start();
        System.out.println("helper " + helper.pid() + " attach " + attach.pid());
        Thread up = pump(helper.getInputStream(), attach.getOutputStream());
        Thread down = pump(attach.getInputStream(), helper.getOutputStream());
        int attachStatus = attach.waitFor();
        int helperStatus = helper.waitFor();
        up.join();
        down.join();
        System.out.println("ended helper " + helperStatus + " attach " + attachStatus);
    }

    private static String addresses(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int b = in.read(); b != '\n'; b = in.read()) {
            if (b < 0) {
                throw new IOException("the helper ended before it said where it listens");
            }
            line.write(b);
        }
        List<String> addresses = new ArrayList<>();
        for (JsonNode each : new ObjectMapper()
                .readTree(line.toString(StandardCharsets.UTF_8))
                .get("direct")) {
            addresses.add(each.asText());
        }
        return String.join(",", addresses);
    }

    private static Thread pump(InputStream in, OutputStream out) {
        Thread thread = new Thread(() -> {
            byte[] buffer = new byte[64 << 10];
            try (out) {
                for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                    out.write(buffer, 0, n);
                    out.flush();
                }
            } catch (IOException e) {
                System.err.println("pump: " + e.getMessage());
            }
        });
        thread.start();
        return thread;
    }
}
