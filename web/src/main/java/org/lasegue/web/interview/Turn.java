package org.lasegue.web.interview;

import org.lasegue.assessment.Interview.Step;

/// What a question page asks: a step of the interview, or the single findings behind a danger
/// question that was answered with yes.
///
/// @param id what the reply is kept under
record Turn(String id, Step step, boolean details) {}
