package hudson.search;

/** Signature only; see README.md of this module. */
public interface SearchItem {
    String getSearchName();

    String getSearchUrl();
}
