package org.springframework.security.access;

/** Signature only; see README.md of this module. */
public class AccessDeniedException extends RuntimeException {
    public AccessDeniedException(String msg) {
        super(msg);
    }
}
