package com.google.common.util.concurrent;

/** Signature only; see README.md of this module. */
public interface FutureCallback<V> {
    void onSuccess(V result);

    void onFailure(Throwable t);
}
