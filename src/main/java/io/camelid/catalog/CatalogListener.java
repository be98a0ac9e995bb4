package io.camelid.catalog;

/** Is told when the catalog changes, the first loading included. Called one after the other, never at the same time. */
public interface CatalogListener {

    /**
     * The new catalog is checked and not yet current: what its new providers need can be made now.
     *
     * @throws RuntimeException the change can't be made; the old catalog stays
     */
    default void beforeChange(CatalogChange change) {}

    /** The new catalog is current: what the old one's providers needed can go, once their requests are done. */
    default void afterChange(CatalogChange change) {}
}
