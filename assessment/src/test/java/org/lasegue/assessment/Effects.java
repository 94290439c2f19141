package org.lasegue.assessment;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.lasegue.assessment.Case.Key;
import org.lasegue.assessment.Person.Pregnancy;
import org.lasegue.knowledge.Condition;
import org.lasegue.knowledge.Finding;
import org.lasegue.knowledge.Knowledge;
import org.lasegue.knowledge.Mechanism;
import org.lasegue.knowledge.Sex;
import org.lasegue.knowledge.TriageRule;

/// What the knowledge does, as text that a reviewer can read: for each condition the direction and
/// rough size of each finding it is linked with, and for each rule a case in which it holds and the
/// level.
final class Effects {
  private Effects() {}

  static List<String> of(Knowledge knowledge) {
    List<String> lines = new ArrayList<>();
    CausalModel model = new CausalModel(knowledge);
    Map<String, Map<String, String>> byCondition = new TreeMap<>();
    for (Sex sex : Sex.values()) {
      OptionalInt age = OptionalInt.of(sex == Sex.FEMALE ? 34 : 62);
      Person person =
          new Person(age, age, Optional.of(sex), Optional.empty(), Pregnancy.UNKNOWN, false);
      Beliefs beliefs = new Beliefs(model, person, new Evidence(List.of(), Map.of()));
      double[] before = beliefs.probabilities();
      for (Key key : model.keys()) {
        if (key.finding().equals(CausalModel.PREGNANCY)) {
          continue;
        }
        Finding finding = knowledge.findingById(key.finding());
        double[] after = beliefs.whatIf().at(key, finding.type().levels() - 1).conditions();
        for (int c = 0; c < after.length; c++) {
          Condition condition = beliefs.conditions().get(c);
          if (before[c] > 0 && linked(condition, finding, knowledge)) {
            double decibans =
                10 * Math.log10(after[c] / (1 - after[c]) * (1 - before[c]) / before[c]);
            byCondition
                .computeIfAbsent(condition.id(), id -> new TreeMap<>())
                .putIfAbsent(key.toString(), size(decibans));
          }
        }
      }
    }
    byCondition.forEach((condition, sizes) -> lines.addAll(lines(condition, sizes)));
    lines.addAll(rules(knowledge));
    return lines;
  }

  /// One line for each size; a side is named only where the sides differ.
  private static List<String> lines(String condition, Map<String, String> sizes) {
    Map<String, List<String>> bySize = new TreeMap<>();
    sizes.forEach((key, size) -> {
      String other =
          key.endsWith("@left") ? key.replace("@left", "@right") : key.replace("@right", "@left");
      boolean alike = !other.equals(key) && size.equals(sizes.get(other));
      if (alike && key.endsWith("@right")) {
        return;
      }
      bySize
          .computeIfAbsent(size, s -> new ArrayList<>())
          .add(alike ? key.replace("@left", "") : key);
    });
    List<String> lines = new ArrayList<>();
    bySize.forEach(
        (size, keys) -> lines.add(condition + " " + size + " " + String.join(" ", keys)));
    return lines;
  }

  private static boolean linked(Condition condition, Finding finding, Knowledge knowledge) {
    return condition.context().stream().anyMatch(c -> c.finding().equals(finding.id()))
        || condition.findings().stream().anyMatch(l -> l.finding().equals(finding.id()))
        || condition.mechanisms().stream()
            .map(l -> knowledge.mechanisms().get(l.id()))
            .filter(m -> m != null)
            .map(Mechanism::gives)
            .flatMap(List::stream)
            .anyMatch(g -> g.finding().equals(finding.id()));
  }

  private static String size(double decibans) {
    String sign = decibans > 0 ? "+" : "-";
    double size = Math.abs(decibans);
    return size < 1.5 ? "0" : size < 6 ? sign : size < 15 ? sign + sign : sign + sign + sign;
  }

  private static List<String> rules(Knowledge knowledge) {
    List<String> lines = new ArrayList<>();
    Vocabulary vocabulary = new Vocabulary(knowledge);
    for (TriageRule rule : knowledge.rules()) {
      Triage one =
          new Triage(knowledge, vocabulary, new Expressions(vocabulary, List.of(rule.when())));
      SplittableRandom random = new SplittableRandom(rule.id().hashCode());
      for (int i = 0; i < 5000; i++) {
        Case subject = RandomCases.aimedAt(rule.when(), vocabulary, random);
        if (one.evaluate(rule.when(), subject, Mode.EXAMINED, false)
            instanceof Expressions.Value.True) {
          lines.add("rule " + rule.id() + " | " + rule.level().word() + " | attempt " + i);
          break;
        }
      }
    }
    return lines;
  }
}
