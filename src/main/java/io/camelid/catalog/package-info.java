@NullMarked
package io.camelid.catalog;

import org.jspecify.annotations.NullMarked;
