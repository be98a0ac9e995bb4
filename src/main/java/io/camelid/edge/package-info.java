@NullMarked
package io.camelid.edge;

import org.jspecify.annotations.NullMarked;
