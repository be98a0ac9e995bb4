/** Llama Stack's own JSON, as its server spoke it in April 2025. */
@NullMarked
package io.camelid.dialect.llamastack;

import org.jspecify.annotations.NullMarked;
