@NullMarked
package io.camelid;

import org.jspecify.annotations.NullMarked;
