/// CDS Hooks 2.0: cards for a clinician's own system when a record is opened or imaging is ordered.
@NullMarked
package org.lasegue.web.cds;

import org.jspecify.annotations.NullMarked;
