package org.springframework.security.core;

import java.io.Serializable;
import java.security.Principal;

/** Signature only; see README.md of this module. */
public interface Authentication extends Principal, Serializable {}
