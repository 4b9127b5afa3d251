package io.jenkins.plugins.distcompile.jenkins;

import hudson.model.Descriptor.FormException;
import hudson.model.Failure;

/** Turns what a setter refuses into the form's own answer, which otherwise would be an error page without a word. */
public final class FormErrors {
    /** Makes something of a submitted form. */
    public interface Binding<T> {
        /** Any refusal, however it is wrapped. */
        T bind() throws FormException;
    }

    private FormErrors() {}

    /**
     * Binds; what Jenkins and Stapler wrap around the refusal is taken off.
     *
     * @param field what the refusal is about, for the answer
     * @throws FormException with the refusal's own words
     */
    public static <T> T explained(String field, Binding<T> binding) throws FormException {
        try {
            return binding.bind();
        } catch (LinkageError | RuntimeException e) {
            Throwable cause = e;
            while (cause.getCause() != null) {
                cause = cause.getCause();
            }
            if (cause instanceof IllegalArgumentException && cause.getMessage() != null) {
                throw new FormException(cause.getMessage(), e, field);
            }
            throw e;
        }
    }

    /**
     * As {@link #explained}, for what is nested in a form that Jenkins binds as a whole, such as a node's properties: from
     * those it takes a {@link FormException} for a fault of its own, and passes on a {@link Failure} alone.
     *
     * @throws Failure with the refusal's own words
     */
    public static <T> T explainedWithin(Binding<T> binding) {
        try {
            return explained("", binding);
        } catch (FormException e) {
            throw new Failure(e.getMessage());
        }
    }
}
