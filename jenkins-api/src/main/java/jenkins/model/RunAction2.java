package jenkins.model;

import hudson.model.Action;
import hudson.model.Run;

/** Signature only; see README.md of this module. */
public interface RunAction2 extends Action {
    void onAttached(Run<?, ?> r);

    void onLoad(Run<?, ?> r);
}
