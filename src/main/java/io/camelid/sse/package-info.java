@NullMarked
package io.camelid.sse;

import org.jspecify.annotations.NullMarked;
