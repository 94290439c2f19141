/// YAML and JSON with positions: what the knowledge and the case files are read with.
@NullMarked
package org.lasegue.knowledge.yaml;

import org.jspecify.annotations.NullMarked;
