@NullMarked
package io.camelid.llama;

import org.jspecify.annotations.NullMarked;
