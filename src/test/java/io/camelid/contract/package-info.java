/** One suite of cases that every provider passes, each before a stub that is as strict and as odd as the real one. */
@NullMarked
package io.camelid.contract;

import org.jspecify.annotations.NullMarked;
