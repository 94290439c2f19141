/// Assessments, cases and knowledge in words: text, note, HTML, PDF and JSON, for the command line
/// and the web alike. It words what was decided and decides nothing.
@NullMarked
package org.lasegue.report;

import org.jspecify.annotations.NullMarked;
