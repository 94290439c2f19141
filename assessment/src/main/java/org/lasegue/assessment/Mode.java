package org.lasegue.assessment;

import org.lasegue.knowledge.Finding;

/// What may be used: what a person can know, or also signs and tests.
public enum Mode {
  SELF_REPORT,
  EXAMINED;

  public boolean allows(Finding finding) {
    return this == EXAMINED || finding.selfReported();
  }

  public String word() {
    return org.lasegue.knowledge.yaml.Fields.hyphenated(this);
  }
}
