@NullMarked
package io.camelid.camel;

import org.jspecify.annotations.NullMarked;
