/** Recorded behaviour of upstream's translation layer, and what we decided about it. */
@NullMarked
package io.camelid.golden;

import org.jspecify.annotations.NullMarked;
