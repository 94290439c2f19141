/// The command line as its users meet it: what they type, what they get, and which exit code.
@NullMarked
package org.lasegue.cli;

import org.jspecify.annotations.NullMarked;
