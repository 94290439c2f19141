package org.lasegue.assessment.evaluation;

/// The model and the simpler ways of judging that it must be better than.
public enum Method {
  /// The assessment as it is.
  MODEL,
  /// What is commonest at this age and sex, whatever is found. Urgency: the risk net on that.
  PRIORS_ONLY,
  /// Urgency by the triage rules alone; causes and roots as by the priors.
  RULES_ONLY,
  /// Each condition alone, its findings independent of one another: see [NaiveBayes]. Urgency: the
  /// higher of the rules and of the risk net on its probabilities, so that only the model of causes
  /// is exchanged.
  NAIVE_BAYES;

  public String word() {
    return org.lasegue.knowledge.yaml.Fields.hyphenated(this);
  }
}
