/** Every decoder fed with what no sane client or provider sends. */
@NullMarked
package io.camelid.fuzz;

import org.jspecify.annotations.NullMarked;
