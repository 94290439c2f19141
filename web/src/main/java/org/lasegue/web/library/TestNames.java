package org.lasegue.web.library;

import org.lasegue.knowledge.Finding;
import org.lasegue.knowledge.Knowledge;
import org.lasegue.report.Words;
import org.springframework.stereotype.Component;

/// Names of the tests that a condition advises for or against: a finding's id, or a text.
@Component
public class TestNames {
  private final Knowledge knowledge;

  TestNames(Knowledge knowledge) {
    this.knowledge = knowledge;
  }

  public String name(String test) {
    return knowledge.finding(test).map(Finding::clinical).map(Words::capital).orElse(test);
  }
}
