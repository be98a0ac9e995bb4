/** Calls to providers: HTTP on the event loops, behind the client interface that camel-http calls. Knows no dialect. */
@NullMarked
package io.camelid.upstream;

import org.jspecify.annotations.NullMarked;
