package org.lasegue.assessment;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.lasegue.assessment.Person.Pregnancy;
import org.lasegue.knowledge.Finding;

/// What an assessment cannot tell, in words.
final class Limits {
  private static final int ADULT = 18;

  /// From this probability on it is worth saying that a cause needs a pregnancy.
  private static final double NOTICEABLE = 0.1;

  private Limits() {}

  /// The most probable condition that needs a pregnancy or a birth.
  private static double ofPregnancy(Beliefs beliefs) {
    double[] probabilities = beliefs.probabilities();
    double result = 0;
    for (int c = 0; c < probabilities.length; c++) {
      if (!beliefs.conditions().get(c).only().pregnancy().isEmpty()) {
        result = Math.max(result, probabilities[c]);
      }
    }
    return result;
  }

  static List<String> of(
      Case subject, Mode mode, Evidence evidence, Beliefs beliefs, List<Finding> unasked) {
    Set<String> limits = new LinkedHashSet<>();
    if (mode == Mode.SELF_REPORT) {
      limits.add(
          "This rests on answers alone. Without an examination the cause can often not be told"
              + " apart from its neighbours.");
    } else {
      limits.add(
          "This rests on history, examination and the tests entered. It cannot see what was not"
              + " examined.");
    }
    if (!unasked.isEmpty()) {
      limits.add(
          unasked.size()
              + (unasked.size() == 1 ? " danger question has" : " danger questions have")
              + " not been answered; until then nothing is called harmless.");
    }
    if (subject.person().ageFrom().isEmpty() || subject.person().sex().isEmpty()) {
      limits.add("Age or sex is not known, so the result is a mean over all adults.");
    }
    if (subject.person().pregnancy().state() == Pregnancy.State.UNKNOWN
        && ofPregnancy(beliefs) >= NOTICEABLE) {
      limits.add(
          "Whether there is a pregnancy was not said, and much rests on it: some of these causes"
              + " need one.");
    }
    if (subject.person().ageTo().isPresent() && subject.person().ageTo().getAsInt() < ADULT) {
      limits.add("The numbers come from adults; at 16 and 17 they are less certain.");
    }
    if (subject.person().mayBeUnder(Assessor.CHILD)) {
      limits.add("The person may be under 16; then no cause is ranked and a doctor must see them.");
    }
    long examinedOnly =
        evidence.leftOut().values().stream().filter(Evidence.BY_EXAMINATION::equals).count();
    if (examinedOnly > 0) {
      limits.add(
          examinedOnly
              + " signs or tests were given and left out, as only answers count here. If any is"
              + " abnormal, assess the case with them.");
    }
    if (subject.person().answeredByOther()) {
      limits.add("Somebody else answered; what only the person can feel may be wrong.");
    }
    if (evidence.someSideOpen()) {
      limits.add("A side was not recorded; both were considered.");
    }
    if (!subject.other().isEmpty()) {
      limits.add(subject.other().size() + " notes were not understood and not used.");
    }
    limits.add(
        "At most one long-standing second cause is considered beside the main cause and its"
            + " complications.");
    limits.add("No clinician has reviewed this knowledge yet.");
    return List.copyOf(limits);
  }
}
