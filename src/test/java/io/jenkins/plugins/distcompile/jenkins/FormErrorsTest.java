package io.jenkins.plugins.distcompile.jenkins;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.Test;

public class FormErrorsTest {
    @Test
    public void whatIsBoundIsPassedOn() throws Exception {
        assertThat(FormErrors.<String>explained("slots", () -> "bound")).isEqualTo("bound");
    }

    @Test
    public void anotherFailureStaysWhatItIs() {
        LinkageError broken = new LinkageError("broken", new IllegalStateException("really"));
        assertThatThrownBy(() -> FormErrors.explained("slots", () -> {
                    throw broken;
                }))
                .isSameAs(broken);
    }
}
