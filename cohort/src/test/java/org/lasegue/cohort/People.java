package org.lasegue.cohort;

import java.util.ArrayList;
import java.util.List;
import org.lasegue.assessment.Assessor;
import org.lasegue.assessment.Simulator;
import org.lasegue.knowledge.Knowledge;
import org.lasegue.knowledge.KnowledgeReader;
import org.lasegue.report.CaseJson;

/// Generated people as lines of a case file.
final class People {
  static final Knowledge KNOWLEDGE = KnowledgeReader.bundled();
  private static final CaseJson JSON = new CaseJson(KNOWLEDGE);
  private static final Simulator SIMULATOR = new Simulator(new Assessor(KNOWLEDGE));

  private People() {}

  static List<String> lines(int count) {
    List<String> result = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      result.add(JSON.line(SIMULATOR.draw(11, i, Simulator.Told.TYPICAL)));
    }
    return result;
  }
}
