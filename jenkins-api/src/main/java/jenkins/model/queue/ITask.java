package jenkins.model.queue;

import jenkins.model.FullyNamedModelObject;

/** Signature only; see README.md of this module. */
public interface ITask extends FullyNamedModelObject {
    String getUrl();
}
