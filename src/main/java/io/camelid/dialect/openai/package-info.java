@NullMarked
package io.camelid.dialect.openai;

import org.jspecify.annotations.NullMarked;
