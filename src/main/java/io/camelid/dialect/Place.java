package io.camelid.dialect;

/**
 * Where an object is in its document: under a name of its parent's, there alone or in a list. Paths are made when they are
 * wanted, which is seldom.
 *
 * @param at its position in the list; {@link #ALONE} where it is in none
 * @param size how many the list has
 */
record Place(Fields parent, String name, int at, int size) {

    static final int ALONE = -1;

    /** From how many elements on nobody wants to hear of each. */
    private static final int MANY = 16;

    String path() {
        return parent.path(name) + (at == ALONE ? "" : "[" + at + "]");
    }

    /** As {@link #path}, but any element stands for all: of a long list, and of the lists inside an event. */
    String lossPath() {
        String position = at == ALONE ? "" : isAny() ? "[]" : "[" + at + "]";
        return parent.lossPath(name) + position;
    }

    private boolean isAny() {
        return size > MANY || (parent.isEvent() && !parent.isRoot());
    }
}
