package io.jenkins.plugins.distcompile.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.BeforeClass;
import org.junit.Test;

/** The forms of the packed plugin: every field is one of its class, has help, and every text of a view is there. */
public class FormsIT {
    private static final Pattern FIELD = Pattern.compile("<f:entry[^>]*field=\"(\\w+)\"");
    /** A form within the form, with the help and checks of its own class. */
    private static final Pattern NESTED = Pattern.compile("<f:property[^>]*field=\"(\\w+)\"");

    private static final Pattern TEXT = Pattern.compile("\\$\\{%(\\w+)");
    private static final Pattern FORBIDDEN =
            Pattern.compile("<script[^>]*[^/]>\\s*[^<\\s]|\\son[a-z]+=|<style|javascript:");

    private static PackedPlugin hpi;

    @BeforeClass
    public static void open() throws Exception {
        hpi = PackedPlugin.open(Path.of(System.getProperty("hpi")));
    }

    @Test
    public void everyFieldIsAPropertyOfItsClassWithHelp() throws Exception {
        List<String> forms = views("config.jelly");
        assertThat(forms).hasSizeGreaterThanOrEqualTo(4);
        for (String view : forms) {
            Class<?> owner = Class.forName(hpi.ownerOf(folder(view)), false, FormsIT.class.getClassLoader());
            for (String field : found(FIELD, view)) {
                String property = field.substring(0, 1).toUpperCase(Locale.ROOT) + field.substring(1);
                assertThat(owner.getMethods()).as("%s of %s", field, view).anyMatch(method -> method.getName()
                        .matches("(get|is)" + property));
                assertThat(hpi.ownJar()).containsKey(folder(view) + "/help-" + field + ".html");
            }
        }
    }

    @Test
    public void aFormWithinAFormIsThatOfThePropertysType() throws Exception {
        int nested = 0;
        for (String view : views("config.jelly")) {
            Class<?> owner = Class.forName(hpi.ownerOf(folder(view)), false, FormsIT.class.getClassLoader());
            for (String field : found(NESTED, view)) {
                nested++;
                String getter = "get" + field.substring(0, 1).toUpperCase(Locale.ROOT) + field.substring(1);
                Class<?> type = owner.getMethod(getter).getReturnType();
                assertThat(hpi.ownJar()).containsKey(type.getName().replace('.', '/') + "/config.jelly");
                assertThat(owner.getConstructors()[0].getParameters()[0].getName())
                        .isEqualTo(field);
            }
        }
        assertThat(nested).isPositive();
    }

    @Test
    public void everyTextOfAViewIsInItsProperties() throws Exception {
        for (String view : views(".jelly")) {
            Properties texts = new Properties();
            texts.load(new StringReader(hpi.ownText(view.replace(".jelly", ".properties"))));
            List<String> used = found(TEXT, view);
            assertThat(texts.stringPropertyNames()).as(view).containsAll(used);
        }
    }

    @Test
    public void noViewHoldsScriptOrStyleOfItsOwn() {
        for (String view : views(".jelly")) {
            assertThat(hpi.ownText(view)).as(view).doesNotContainPattern(FORBIDDEN);
        }
    }

    private static List<String> views(String ending) {
        return hpi.ownJar().keySet().stream()
                .filter(name -> name.startsWith("io/") && name.endsWith(ending))
                .toList();
    }

    private static String folder(String view) {
        return view.substring(0, view.lastIndexOf('/'));
    }

    private static List<String> found(Pattern pattern, String view) {
        List<String> found = new ArrayList<>();
        Matcher matcher = pattern.matcher(hpi.ownText(view));
        while (matcher.find()) {
            found.add(matcher.group(1));
        }
        return found;
    }
}
