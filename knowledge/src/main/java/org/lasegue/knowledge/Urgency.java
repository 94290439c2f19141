package org.lasegue.knowledge;

/// How soon a person must be seen, from the least to the most urgent.
public enum Urgency {
  SELF_CARE,
  ROUTINE,
  WITHIN_DAYS,
  SAME_DAY,
  EMERGENCY_NOW;

  public boolean atLeast(Urgency other) {
    return compareTo(other) >= 0;
  }

  public Urgency max(Urgency other) {
    return atLeast(other) ? this : other;
  }

  /// The word used in files and messages, such as `same-day`.
  public String word() {
    return org.lasegue.knowledge.yaml.Fields.hyphenated(this);
  }
}
