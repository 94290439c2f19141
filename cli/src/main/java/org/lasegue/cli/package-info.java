/// The command line: it translates and shows, and decides nothing medical.
@NullMarked
package org.lasegue.cli;

import org.jspecify.annotations.NullMarked;
