package net.sf.json;

import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.ListIterator;

/** Signature only; see README.md of this module. */
public abstract class JSONArray extends AbstractJSON implements JSON, List<Object>, Comparable {
    public static JSONArray fromObject(Object object) {
        throw new AssertionError("signature only");
    }

    public JSONArray() {
        throw new AssertionError("signature only");
    }

    @Override
    public void add(int index, Object value) {
        throw new AssertionError("signature only");
    }

    @Override
    public boolean add(Object value) {
        throw new AssertionError("signature only");
    }

    @Override
    public boolean addAll(Collection collection) {
        throw new AssertionError("signature only");
    }

    @Override
    public boolean addAll(int index, Collection collection) {
        throw new AssertionError("signature only");
    }

    @Override
    public void clear() {
        throw new AssertionError("signature only");
    }

    @Override
    public boolean containsAll(Collection collection) {
        throw new AssertionError("signature only");
    }

    @Override
    public Object get(int index) {
        throw new AssertionError("signature only");
    }

    public JSONObject getJSONObject(int index) {
        throw new AssertionError("signature only");
    }

    public String getString(int index) {
        throw new AssertionError("signature only");
    }

    @Override
    public int indexOf(Object o) {
        throw new AssertionError("signature only");
    }

    @Override
    public boolean isArray() {
        throw new AssertionError("signature only");
    }

    @Override
    public boolean isEmpty() {
        throw new AssertionError("signature only");
    }

    @Override
    public Iterator iterator() {
        throw new AssertionError("signature only");
    }

    @Override
    public int lastIndexOf(Object o) {
        throw new AssertionError("signature only");
    }

    @Override
    public ListIterator listIterator() {
        throw new AssertionError("signature only");
    }

    @Override
    public ListIterator listIterator(int index) {
        throw new AssertionError("signature only");
    }

    @Override
    public Object remove(int index) {
        throw new AssertionError("signature only");
    }

    @Override
    public boolean remove(Object o) {
        throw new AssertionError("signature only");
    }

    @Override
    public boolean removeAll(Collection collection) {
        throw new AssertionError("signature only");
    }

    @Override
    public boolean retainAll(Collection collection) {
        throw new AssertionError("signature only");
    }

    @Override
    public Object set(int index, Object value) {
        throw new AssertionError("signature only");
    }

    @Override
    public int size() {
        throw new AssertionError("signature only");
    }

    @Override
    public List subList(int fromIndex, int toIndex) {
        throw new AssertionError("signature only");
    }

    @Override
    public String toString() {
        throw new AssertionError("signature only");
    }

    @Override
    public String toString(int indentFactor) {
        throw new AssertionError("signature only");
    }

    @Override
    public String toString(int indentFactor, int indent) {
        throw new AssertionError("signature only");
    }
}
