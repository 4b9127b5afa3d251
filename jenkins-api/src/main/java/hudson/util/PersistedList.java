package hudson.util;

import hudson.model.Saveable;
import java.io.IOException;
import java.util.AbstractList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;

/** Signature only; see README.md of this module. */
public class PersistedList<T> extends AbstractList<T> {
    protected PersistedList() {
        throw new AssertionError("signature only");
    }

    protected PersistedList(Collection<? extends T> initialList) {
        throw new AssertionError("signature only");
    }

    public PersistedList(Saveable owner) {
        throw new AssertionError("signature only");
    }

    @Override
    public boolean add(T item) {
        throw new AssertionError("signature only");
    }

    public void replaceBy(Collection<? extends T> col) throws IOException {
        throw new AssertionError("signature only");
    }

    @Override
    public T get(int index) {
        throw new AssertionError("signature only");
    }

    public <U extends T> U get(Class<U> type) {
        throw new AssertionError("signature only");
    }

    @Override
    public int size() {
        throw new AssertionError("signature only");
    }

    public void remove(Class<? extends T> type) throws IOException {
        throw new AssertionError("signature only");
    }

    public void replace(T from, T to) throws IOException {
        throw new AssertionError("signature only");
    }

    @Override
    public boolean remove(Object o) {
        throw new AssertionError("signature only");
    }

    @Override
    public Iterator<T> iterator() {
        throw new AssertionError("signature only");
    }

    public List<T> toList() {
        throw new AssertionError("signature only");
    }
}
