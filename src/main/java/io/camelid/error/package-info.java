@NullMarked
package io.camelid.error;

import org.jspecify.annotations.NullMarked;
