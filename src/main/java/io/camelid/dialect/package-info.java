@NullMarked
package io.camelid.dialect;

import org.jspecify.annotations.NullMarked;
