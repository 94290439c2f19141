package org.lasegue.assessment.evaluation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.lasegue.assessment.Case;
import org.lasegue.assessment.Mode;
import org.lasegue.assessment.Person;
import org.lasegue.knowledge.Band;
import org.lasegue.knowledge.Urgency;
import org.lasegue.knowledge.yaml.Fields;

/// The measures of one group of the cases. Groups are small: read the intervals.
///
/// @param by what they are grouped by, @param group the name of this one
public record Breakdown(By by, String group, Measures measures) {

  /// What cases are grouped by.
  public enum By {
    /// The best label of urgency.
    LABEL,
    /// The first right answer.
    CONDITION,
    AGE,
    SEX,
    PREGNANCY;

    public String word() {
      return Fields.hyphenated(this);
    }
  }

  private static final String UNKNOWN = "unknown";
  private static final int CHILD = 16;

  /// @param cases the people of the verdicts
  public static List<Breakdown> of(List<Case> cases, Measures measures) {
    Map<String, Person> people = new LinkedHashMap<>();
    cases.forEach(each -> people.put(each.id(), each.person()));
    Mode mode = measures.mode();
    List<Breakdown> result = new ArrayList<>();
    for (By by : By.values()) {
      Function<Verdict, String> name =
          switch (by) {
            case LABEL -> v -> label(v, mode);
            case CONDITION ->
                v ->
                    v.expected().answer().isEmpty()
                        ? "none named"
                        : v.expected().answer().getFirst();
            case AGE -> v -> age(people.getOrDefault(v.id(), Person.UNKNOWN));
            case SEX ->
                v ->
                    people
                        .getOrDefault(v.id(), Person.UNKNOWN)
                        .sex()
                        .map(Fields::hyphenated)
                        .orElse(UNKNOWN);
            case PREGNANCY ->
                v ->
                    Fields.hyphenated(
                        people.getOrDefault(v.id(), Person.UNKNOWN).pregnancy().state());
          };
      Map<String, List<Verdict>> groups = new TreeMap<>();
      measures
          .perCase()
          .forEach(v -> groups.computeIfAbsent(name.apply(v), _ -> new ArrayList<>()).add(v));
      names(by, groups)
          .forEach(group ->
              result.add(
                  new Breakdown(
                      by, group, Measures.of(groups.getOrDefault(group, List.of()), mode))));
    }
    return List.copyOf(result);
  }

  /// The most urgent label first, all else by name.
  private static List<String> names(By by, Map<String, List<Verdict>> groups) {
    if (by != By.LABEL) {
      return List.copyOf(groups.keySet());
    }
    List<String> result = new ArrayList<>();
    for (Urgency level : List.of(Urgency.values()).reversed()) {
      if (groups.containsKey(level.word())) {
        result.add(level.word());
      }
    }
    groups.keySet().stream().filter(g -> !result.contains(g)).forEach(result::add);
    return result;
  }

  private static String label(Verdict verdict, Mode mode) {
    List<Urgency> labels = verdict.labels(mode);
    return labels.isEmpty() ? "no label" : labels.getFirst().word();
  }

  private static String age(Person person) {
    if (person.ageFrom().isEmpty() || person.ageTo().isEmpty()) {
      return UNKNOWN;
    }
    int middle = (person.ageFrom().getAsInt() + person.ageTo().getAsInt()) / 2;
    if (middle < CHILD) {
      return "0 to 15";
    }
    Band band = Band.of(middle);
    return band.from() + " to " + band.to();
  }
}
