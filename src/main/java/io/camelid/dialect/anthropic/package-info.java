/** Anthropic's Messages API. */
@NullMarked
package io.camelid.dialect.anthropic;

import org.jspecify.annotations.NullMarked;
