package org.lasegue.assessment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lasegue.assessment.RealKnowledge.ASSESSOR;
import static org.lasegue.assessment.RealKnowledge.KNOWLEDGE;
import static org.lasegue.assessment.RealKnowledge.read;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.lasegue.assessment.Case.Key;
import org.lasegue.assessment.Case.Where;
import org.lasegue.knowledge.Finding;
import org.lasegue.knowledge.Screen;
import org.lasegue.knowledge.TriageRule;
import org.lasegue.knowledge.Urgency;
import org.lasegue.knowledge.ValueType;

/// What must hold of the first safety net whatever the case, on generated people.
class TriagePropertiesTest {
  private static final Simulator SIMULATOR = new Simulator(ASSESSOR);

  private static Triage.Result judge(Case subject) {
    return ASSESSOR.triage().judge(subject, Mode.EXAMINED);
  }

  private static Case with(Case subject, Map<Key, Answer> answers) {
    return new Case(subject.id(), subject.person(), answers, subject.other(), subject.expected());
  }

  @Test
  void addingADangerFindingNeverLowersTheLevel() {
    List<Finding> danger =
        KNOWLEDGE.screens().stream()
            .flatMap(s -> s.findings().stream())
            .map(KNOWLEDGE::findingById)
            .toList();
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < 1500; i++) {
      Case subject = SIMULATOR.draw(11, i, Simulator.Told.TYPICAL);
      Urgency before = judge(subject).level();
      Finding added = danger.get(random.nextInt(danger.size()));
      if (!(added.type() instanceof ValueType.Present)) {
        continue;
      }
      Map<Key, Answer> answers = new LinkedHashMap<>(subject.findings());
      for (Where where : CaseReader.places(added)) {
        answers.put(new Key(added.id(), where), new Answer.Known(1));
      }
      assertThat(judge(with(subject, answers)).level())
          .as("%s with %s", subject.id(), added.id())
          .isGreaterThanOrEqualTo(before);
    }
  }

  /// A muscle graded 4 must not count for less than "weak".
  @Test
  void whatShowsAFindingIsAsUrgentAsTheFinding() {
    List<Finding> showing =
        KNOWLEDGE.findings().values().stream().filter(f -> f.shows().isPresent()).toList();
    assertThat(showing).isNotEmpty();
    SplittableRandom random = new SplittableRandom(3);
    for (int i = 0; i < 1500; i++) {
      Case subject = SIMULATOR.draw(14, i, Simulator.Told.TYPICAL);
      Finding found = showing.get(random.nextInt(showing.size()));
      Where where = CaseReader.places(found).getFirst();
      Key shown = new Key(found.shows().orElseThrow(), where);
      Map<Key, Answer> told = new LinkedHashMap<>(subject.findings());
      told.put(shown, new Answer.Known(1));
      Map<Key, Answer> seen = new LinkedHashMap<>(subject.findings());
      seen.put(shown, new Answer.Known(0));
      ValueType type = found.type();
      seen.put(
          new Key(found.id(), where),
          type instanceof ValueType.Quantity
              ? new Answer.Known(1, OptionalDouble.of(4), Answer.Details.NONE)
              : new Answer.Known(1));
      assertThat(judge(with(subject, seen)).level())
          .as("%s with %s", subject.id(), found.id())
          .isGreaterThanOrEqualTo(judge(with(subject, told)).level());
    }
  }

  @Test
  void nobodyIsAskedForWhatTheyCannotHave() {
    for (int i = 0; i < 300; i++) {
      Case subject = SIMULATOR.draw(15, i, Simulator.Told.TYPICAL);
      Assessment assessment = ASSESSOR.assess(subject, Mode.EXAMINED);
      Stream<String> asked =
          Stream.of(
                  assessment.next().stream().map(Assessment.Question::id),
                  assessment.wouldChange().stream().map(Assessment.Change::finding),
                  assessment.urgency().open().stream().flatMap(rule -> rule.missing().stream()))
              .flatMap(names -> names);
      assertThat(
              asked
                  .map(TriagePropertiesTest::finding)
                  .flatMap(Optional::stream)
                  .filter(f -> !subject.person().mayHave(f))
                  .map(Finding::id))
          .as(subject.person().toString())
          .isEmpty();
    }
  }

  /// By an id with a place, or a name of rules.
  private static Optional<Finding> finding(String name) {
    String id = name.replaceAll("@.*$", "").replaceAll("_(left|right)$", "").replace('_', '-');
    return KNOWLEDGE.finding(id);
  }

  @Test
  void theOrderOfAnswersNeverMatters() {
    for (int i = 0; i < 300; i++) {
      Case subject = SIMULATOR.draw(12, i, Simulator.Told.TYPICAL);
      List<Map.Entry<Key, Answer>> entries = new ArrayList<>(subject.findings().entrySet());
      Collections.shuffle(entries, new Random(i));
      Map<Key, Answer> shuffled = new LinkedHashMap<>();
      entries.forEach(e -> shuffled.put(e.getKey(), e.getValue()));
      Case other = with(subject, shuffled);
      assertThat(judge(other)).isEqualTo(judge(subject));
      double[] one = ASSESSOR.beliefs(subject, Mode.EXAMINED).probabilities();
      double[] two = ASSESSOR.beliefs(other, Mode.EXAMINED).probabilities();
      assertThat(two).containsExactly(one);
    }
  }

  @Test
  void notSureNeverWeighsLessThanUnknownNorMoreThanYes() {
    for (Screen screen : KNOWLEDGE.screens()) {
      for (String id : screen.findings()) {
        Finding finding = KNOWLEDGE.findingById(id);
        if (!(finding.type() instanceof ValueType.Present)) {
          continue;
        }
        String person =
            "format: 1\nid: t\nage: 40\nsex: female\nfindings:\n  low-back-pain: present\n";
        Urgency unknown = judge(read(person)).level();
        Urgency unsure = judge(read(person + "  " + id + ": unsure\n")).level();
        Urgency yes = judge(read(person + "  " + id + ": present\n")).level();
        assertThat(unsure).as(id).isGreaterThanOrEqualTo(unknown).isLessThanOrEqualTo(yes);
      }
    }
  }

  @Test
  void whatIsUnknownLeavesEveryDangerOpenAndSelfCareUnsaid() {
    Assessment assessment = ASSESSOR.assess(read("format: 1\nid: t\n"), Mode.SELF_REPORT);
    assertThat(assessment.urgency().possible()).isEqualTo(Urgency.EMERGENCY_NOW);
    assertThat(assessment.urgency().level()).isGreaterThan(Urgency.SELF_CARE);
  }

  @Test
  void selfReportClosesNothing() {
    for (TriageRule rule : KNOWLEDGE.rules()) {
      rule.closedBy()
          .ifPresent(closing -> {
            for (String word : Expressions.wordsOf(closing)) {
              String id = word.replaceAll("_(left|right)$", "").replace('_', '-');
              assertThat(KNOWLEDGE.findingById(id).selfReported()).as(rule.id()).isFalse();
            }
          });
    }
  }

  @Test
  void everyRuleHoldsAndStaysOpenAtLeastAHundredTimesOnGeneratedPeople() {
    Map<String, Integer> held = new HashMap<>();
    Map<String, Integer> open = new HashMap<>();
    Vocabulary vocabulary = new Vocabulary(KNOWLEDGE);
    for (TriageRule rule : KNOWLEDGE.rules()) {
      Expressions expressions = new Expressions(vocabulary, List.of(rule.when()));
      Triage one = new Triage(KNOWLEDGE, vocabulary, expressions);
      SplittableRandom random = new SplittableRandom(rule.id().hashCode());
      for (int i = 0; i < 30_000 && (count(held, rule) < 100 || count(open, rule) < 100); i++) {
        Case subject = RandomCases.aimedAt(rule.when(), vocabulary, random);
        Expressions.Value value = one.evaluate(rule.when(), subject, Mode.EXAMINED, false);
        if (value instanceof Expressions.Value.True) {
          held.merge(rule.id(), 1, Integer::sum);
        } else if (value instanceof Expressions.Value.Open) {
          open.merge(rule.id(), 1, Integer::sum);
        }
      }
    }
    for (TriageRule rule : KNOWLEDGE.rules()) {
      assertThat(count(held, rule)).as("%s held", rule.id()).isGreaterThanOrEqualTo(100);
      assertThat(count(open, rule)).as("%s stayed open", rule.id()).isGreaterThanOrEqualTo(100);
    }
  }

  private static int count(Map<String, Integer> counts, TriageRule rule) {
    return counts.getOrDefault(rule.id(), 0);
  }

  @Test
  void aChildIsNeverRankedNorGivenMedicines() {
    for (int age : new int[] {1, 4, 9, 15}) {
      Assessment assessment =
          ASSESSOR.assess(
              read("format: 1\nid: t\nage: " + age + "\nfindings:\n  low-back-pain: present\n"),
              Mode.SELF_REPORT);
      assertThat(assessment.causes()).isEmpty();
      assertThat(assessment.plan().medicines()).isEmpty();
      assertThat(assessment.urgency().level()).isGreaterThanOrEqualTo(Urgency.WITHIN_DAYS);
    }
    assertThat(
            ASSESSOR
                .assess(
                    read("format: 1\nid: t\nage: 3\nfindings:\n  limping: {left: present}\n"),
                    Mode.SELF_REPORT)
                .urgency()
                .level())
        .isGreaterThanOrEqualTo(Urgency.SAME_DAY);
  }

  @Test
  void aChildIsNotJudgedLowerThanAYoungAdultWithTheSameDanger() {
    for (String danger :
        java.util.List.of(
            "pain-scrotum: {left: present}\n  nausea-vomiting: present",
            "weakness-ascending: present\n  weakness-both-legs: present",
            "leg-cold: {left: present}\n  leg-pale-or-blue: {left: present}\n  leg-pain: {left: present}")) {
      String findings = "\nsex: male\nfindings:\n  " + danger + "\n";
      Urgency child =
          ASSESSOR.outline(read("format: 1\nid: t\nage: 13" + findings), Mode.SELF_REPORT).level();
      Urgency adult =
          ASSESSOR.outline(read("format: 1\nid: t\nage: 18" + findings), Mode.SELF_REPORT).level();
      assertThat(child).as(danger).isGreaterThanOrEqualTo(adult);
    }
  }

  @Test
  void aDangerSignThatHasPassedIsNotOneThatNeverWas() {
    String person = "format: 1\nid: t\nage: 45\nsex: male\nfindings:\n  low-back-pain: present\n  ";
    for (String sign :
        java.util.List.of("saddle-numbness", "urinary-retention", "suicidal-thoughts")) {
      assertThat(judge(read(person + sign + ": past\n")).level())
          .as(sign)
          .isGreaterThanOrEqualTo(judge(read(person + sign + ": absent\n")).level())
          .isGreaterThan(Urgency.ROUTINE);
    }
  }

  @Test
  void anAgeThatMayBeAChildsIsSeenWithinDays() {
    assertThat(
            ASSESSOR
                .assess(
                    read(
                        "format: 1\nid: t\nage: {from: 14, to: 18}\nfindings:\n  low-back-pain: present\n"),
                    Mode.SELF_REPORT)
                .urgency()
                .level())
        .isGreaterThanOrEqualTo(Urgency.WITHIN_DAYS);
  }

  @Test
  void thePlanIsWithheldWhileAnEmergencyStands() {
    Assessment assessment =
        ASSESSOR.assess(
            read(
                "format: 1\nid: t\nage: 45\nsex: male\nfindings:\n  saddle-numbness: present\n"
                    + "  urinary-retention: present\n"),
            Mode.SELF_REPORT);
    assertThat(assessment.urgency().level()).isEqualTo(Urgency.EMERGENCY_NOW);
    assertThat(assessment.plan().withheld()).isTrue();
    assertThat(assessment.plan().act()).isEmpty();
    assertThat(assessment.plan().medicines()).isEmpty();
  }
}
