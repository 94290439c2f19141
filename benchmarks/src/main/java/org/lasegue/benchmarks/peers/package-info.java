/// The engine beside other exact engines: the same networks, the same evidence, the same run. JMH
/// fills the fields.
@NullUnmarked
package org.lasegue.benchmarks.peers;

import org.jspecify.annotations.NullUnmarked;
