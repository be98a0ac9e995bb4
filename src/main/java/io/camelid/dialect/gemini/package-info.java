/** Google's Gemini API in its native form: {@code generateContent} and {@code streamGenerateContent}. */
@NullMarked
package io.camelid.dialect.gemini;

import org.jspecify.annotations.NullMarked;
