/** What becomes of each field between OpenAI's format and Llama Stack's, whatever the classes are that do it. */
@NullMarked
package io.camelid.translation;

import org.jspecify.annotations.NullMarked;
