package org.lasegue.knowledge;

import java.util.Map;

/// What was published of the people, causes and findings that the model describes, by id.
public record Literature(Map<String, StudyPopulation> populations, Map<String, Fact> facts) {}
