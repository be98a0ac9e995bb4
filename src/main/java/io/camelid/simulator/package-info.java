@NullMarked
package io.camelid.simulator;

import org.jspecify.annotations.NullMarked;
