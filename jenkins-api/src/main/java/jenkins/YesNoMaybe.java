package jenkins;

/** Signature only; see README.md of this module. */
public enum YesNoMaybe {
    YES,
    NO,
    MAYBE;
}
