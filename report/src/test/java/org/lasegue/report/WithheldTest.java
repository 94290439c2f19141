package org.lasegue.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lasegue.assessment.Answer;
import org.lasegue.assessment.Assessment;
import org.lasegue.assessment.Assessment.Advice;
import org.lasegue.assessment.Assessment.FiredRule;
import org.lasegue.assessment.Assessment.Weight;
import org.lasegue.assessment.Case;
import org.lasegue.assessment.Case.Key;
import org.lasegue.assessment.Case.Where;
import org.lasegue.assessment.Mode;
import org.lasegue.assessment.Person;
import org.lasegue.knowledge.Basis;
import org.lasegue.knowledge.CareAction;
import org.lasegue.knowledge.Finding;
import org.lasegue.knowledge.Knowledge;
import org.lasegue.knowledge.Urgency;
import org.lasegue.knowledge.yaml.Position;

class WithheldTest {
  private static final Knowledge KNOWLEDGE = Examples.KNOWLEDGE;

  static Stream<String> everyFinding() {
    return KNOWLEDGE.findings().keySet().stream();
  }

  /// The page of an assessment that has the finding in every place is, once it is withheld, the
  /// page of an assessment that never had it, but for the neutral line of the rule.
  @ParameterizedTest
  @MethodSource("everyFinding")
  void aWithheldFindingLeavesNoTrace(String id) {
    Finding finding = KNOWLEDGE.findingById(id);
    Assessment full = assessment(Optional.of(finding));
    Withheld withheld = Withheld.of(Set.of(id), full.subject(), KNOWLEDGE);
    String page = page(full, withheld);
    assertThat(page).isEqualTo(page(assessment(Optional.empty()), withheld));
    assertThat(page).contains(Withheld.REASON);
    assertThat(page(full, new Withheld(Set.of())))
        .contains("<h2>", Html.escape(finding.clinical()), "tell-tale");
    assertThat(page).doesNotContain("tell-tale");
  }

  @Test
  void bothSidesGiveAwayTheFindingThatMeansBothAndItGivesThemAway() {
    List<Finding> means =
        KNOWLEDGE.findings().values().stream().filter(f -> f.meansBoth().isPresent()).toList();
    assertThat(means).isNotEmpty();
    for (Finding both : means) {
      String each = both.meansBoth().orElseThrow();
      Case sides =
          subject(
              Map.of(
                  new Key(each, Where.LEFT), new Answer.Known(1),
                  new Key(each, Where.RIGHT), new Answer.Known(1)));
      assertThat(Withheld.of(Set.of(both.id()), sides, KNOWLEDGE).names(each + "@left")).isTrue();
      Case whole = subject(Map.of(new Key(both.id(), Where.WHOLE), new Answer.Known(1)));
      assertThat(Withheld.of(Set.of(each), whole, KNOWLEDGE).names(both.id())).isTrue();
    }
  }

  @Test
  void whatImpliesAWithheldFindingGoesWithItOnlyWhereItIsPresent() {
    List<Finding> implying =
        KNOWLEDGE.findings().values().stream().filter(f -> !f.implies().isEmpty()).toList();
    assertThat(implying).isNotEmpty();
    for (Finding finding : implying) {
      Where where = finding.sided() ? Where.LEFT : Where.WHOLE;
      Set<String> chosen = Set.of(finding.implies().getFirst());
      Case present = subject(Map.of(new Key(finding.id(), where), new Answer.Known(1)));
      assertThat(Withheld.of(chosen, present, KNOWLEDGE).names(finding.id())).isTrue();
      Case absent = subject(Map.of(new Key(finding.id(), where), new Answer.Known(0)));
      assertThat(Withheld.of(chosen, absent, KNOWLEDGE).names(finding.id())).isFalse();
    }
  }

  @Test
  void anotherFindingWhoseIdBeginsAlikeStays() {
    Withheld withheld = new Withheld(Set.of("leg-pain"));
    assertThat(withheld.names("leg-pain-below-knee@left")).isFalse();
    assertThat(List.of("leg-pain", "leg-pain@left", "leg-pain onset sudden", "leg-pain-since-days"))
        .allMatch(withheld::names);
  }

  @Test
  void nothingWithheldChangesNothing() {
    Assessment a = Examples.assessed("l5-sciatica");
    assertThat(Withheld.of(Set.of(), a.subject(), KNOWLEDGE).without(a)).isEqualTo(a);
  }

  private static String page(Assessment assessment, Withheld withheld) {
    return new ClinicalPage(KNOWLEDGE, withheld).of(assessment, "", Optional.empty());
  }

  private static Case subject(Map<Key, Answer> findings) {
    return new Case(
        "one",
        new Person(
            OptionalInt.of(40),
            OptionalInt.of(40),
            Optional.empty(),
            Optional.empty(),
            Person.Pregnancy.UNKNOWN,
            false),
        findings,
        List.of(),
        Optional.empty());
  }

  /// An assessment that says little, and this finding wherever an assessment can say one.
  private static Assessment assessment(Optional<Finding> finding) {
    Map<Key, Answer> answers = new LinkedHashMap<>();
    List<Weight> supporting = new ArrayList<>();
    List<Weight> against = new ArrayList<>();
    List<FiredRule> fired = new ArrayList<>();
    List<Assessment.OpenRule> open = new ArrayList<>();
    List<Assessment.LoweredBy> lowered = new ArrayList<>();
    List<Assessment.Question> next = new ArrayList<>();
    List<Assessment.Change> changes = new ArrayList<>();
    List<Advice> act = new ArrayList<>(List.of(advice("Keep moving", "true", "", "")));
    List<Advice> medicines = new ArrayList<>();
    List<String> unasked = new ArrayList<>();
    Map<String, String> leftOut = new LinkedHashMap<>();
    if (finding.isEmpty()) {
      fired.add(
          new FiredRule(
              "",
              Urgency.WITHIN_DAYS,
              List.of(),
              Withheld.REASON,
              "",
              "doctor-this-week",
              false,
              List.of()));
    } else {
      Finding f = finding.get();
      int worst = f.type().levels() - 1;
      String name = f.id().replace('.', '-');
      String key = f.sided() ? f.id() + "@left" : f.id();
      answers.put(
          new Key(f.id(), f.sided() ? Where.LEFT : Where.WHOLE),
          new Answer.Known(worst == f.type().normal() ? 0 : worst));
      supporting.add(new Weight(key, "present", 4));
      against.add(new Weight(key, "present", -3));
      fired.add(rule("tell-tale-because", List.of(f.id()), List.of()));
      fired.add(rule("tell-tale-side", List.of(key), List.of()));
      fired.add(rule("tell-tale-value", List.of(f.id() + " 7"), List.of()));
      fired.add(rule("tell-tale-closed", List.of(), List.of(name + (f.sided() ? "-left" : ""))));
      open.add(
          new Assessment.OpenRule(
              "tell-tale-open", Urgency.SAME_DAY, List.of(name.replace('-', '_'))));
      lowered.add(new Assessment.LoweredBy(key, "absent", Urgency.SELF_CARE));
      next.add(new Assessment.Question(key, "symptom", 0.5, 6, "tell-tale question"));
      changes.add(new Assessment.Change(key, "present", 0.1, "urgency", "same-day"));
      act.add(advice("tell-tale cause", "true", f.id(), ""));
      act.add(advice("tell-tale detail", name.replace('-', '_') + "_since_days < 3", "", ""));
      medicines.add(advice("tell-tale check", "true", "", name));
      unasked.add(f.id());
      leftOut.put(key, "not sure");
    }
    return new Assessment(
        "0000000000",
        Mode.EXAMINED,
        subject(answers),
        new Assessment.UrgencyResult(
            Urgency.WITHIN_DAYS,
            Urgency.WITHIN_DAYS,
            fired,
            open,
            List.of(),
            lowered,
            "doctor-this-week",
            false),
        List.of(new Assessment.Cause("disc-herniation", 0.5, 0.4, 0.6, supporting, against)),
        new Assessment.Localisation(Map.of(), List.of()),
        next,
        changes,
        new Assessment.Plan(
            false,
            List.of(),
            act,
            List.of(),
            medicines,
            List.of(),
            List.of(),
            List.of(),
            "doctor-this-week"),
        unasked,
        List.of("A limit."),
        leftOut);
  }

  private static FiredRule rule(String id, List<String> because, List<String> stoodDownBy) {
    return new FiredRule(
        id,
        Urgency.WITHIN_DAYS,
        because,
        "tell-tale words",
        "tell-tale reason",
        "doctor-this-week",
        false,
        stoodDownBy);
  }

  private static Advice advice(String title, String whenFor, String mine, String check) {
    return new Advice(
        new CareAction(
            title,
            CareAction.Kind.DO,
            title,
            "Words.",
            "",
            "",
            "",
            "",
            whenFor,
            Optional.empty(),
            List.of(),
            "",
            "",
            CareAction.Certainty.LOW,
            new Basis.Estimate("none"),
            new Position("care.yaml", 1)),
        mine.isEmpty() ? List.of() : List.of(mine),
        check.isEmpty() ? List.of() : List.of(check));
  }
}
