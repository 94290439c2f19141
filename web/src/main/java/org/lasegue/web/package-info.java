/// The web application: pages, security and settings. It translates, keeps and shows; what is
/// medical comes from the assessment and the knowledge.
@NullMarked
package org.lasegue.web;

import org.jspecify.annotations.NullMarked;
