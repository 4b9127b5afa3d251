package io.jenkins.plugins.distcompile.jenkins;

import hudson.model.Descriptor.FormException;

/**
 * Turns what a setter refuses into the form's own answer, which otherwise would be an error page without a word. Serves
 * descriptors that Jenkins configures itself; from those nested in another form, such as a node's properties, it takes no
 * such answer.
 */
final class FormErrors {
    /** Makes something of a submitted form. */
    interface Binding<T> {
        T bind() throws FormException;
    }

    private FormErrors() {}

    /**
     * Binds; what Jenkins and Stapler wrap around the refusal is taken off.
     *
     * @param field what the refusal is about, for the answer
     * @throws FormException with the refusal's own words
     */
    static <T> T explained(String field, Binding<T> binding) throws FormException {
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
}
