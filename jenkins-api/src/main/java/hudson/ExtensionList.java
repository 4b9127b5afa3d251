package hudson;

import java.util.AbstractList;
import jenkins.model.Jenkins;
import jenkins.util.io.OnMaster;

/** Signature only; see README.md of this module. */
public class ExtensionList<T> extends AbstractList<T> implements OnMaster {
    protected ExtensionList(Jenkins jenkins, Class<T> extensionType) {
        throw new AssertionError("signature only");
    }

    public <U extends T> U get(Class<U> type) {
        throw new AssertionError("signature only");
    }

    @Override
    public T get(int index) {
        throw new AssertionError("signature only");
    }

    @Override
    public int size() {
        throw new AssertionError("signature only");
    }

    @Override
    public boolean remove(Object o) {
        throw new AssertionError("signature only");
    }

    @Override
    public final synchronized T remove(int index) {
        throw new AssertionError("signature only");
    }

    @Override
    public void add(int index, T element) {
        throw new AssertionError("signature only");
    }

    public static <T> ExtensionList<T> lookup(Class<T> type) {
        throw new AssertionError("signature only");
    }

    public static <U> U lookupSingleton(Class<U> type) {
        throw new AssertionError("signature only");
    }

    public static <U> U lookupFirst(Class<U> type) {
        throw new AssertionError("signature only");
    }
}
