package io.jenkins.plugins.distcompile.jenkins.pool;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import org.junit.Test;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/** Jenkins' whole answer about its queue or its executors fails for one object in it that cannot be exported. */
public class PlaceholderTest {
    @Test
    public void jenkinsCanTellOfWhatWaits() {
        assertThat(exported(Placeholder.class)).containsExactlyInAnyOrder("getName", "getUrl");
    }

    @Test
    public void jenkinsCanTellOfWhatHoldsAnExecutor() {
        assertThat(exported(Placeholder.Held.class)).containsExactlyInAnyOrder("getFullDisplayName", "getUrl");
    }

    private static List<String> exported(Class<?> type) {
        assertThat(type).hasAnnotation(ExportedBean.class);
        assertThat(Modifier.isPublic(type.getModifiers()))
                .as("its getters can be called")
                .isTrue();
        return Arrays.stream(type.getMethods())
                .filter(method -> method.isAnnotationPresent(Exported.class))
                .map(Method::getName)
                .distinct()
                .toList();
    }
}
