/**
 * Llama's prompt text: how conversations are written for a model that only continues text, and how the calls in its text
 * are read. Not a wire format; several of them carry it.
 */
@NullMarked
package io.camelid.dialect.prompt;

import org.jspecify.annotations.NullMarked;
