package org.lasegue.assessment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lasegue.assessment.RealKnowledge.KNOWLEDGE;
import static org.lasegue.assessment.RealKnowledge.read;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lasegue.assessment.Assessment.FiredRule;
import org.lasegue.assessment.Assessment.OpenRule;
import org.lasegue.knowledge.Basis;
import org.lasegue.knowledge.Finding;
import org.lasegue.knowledge.Knowledge;
import org.lasegue.knowledge.Screen;
import org.lasegue.knowledge.TriageRule;
import org.lasegue.knowledge.Urgency;
import org.lasegue.knowledge.yaml.Position;

/// What one rule does with what is known, one behaviour at a time. The rules are made for the test;
/// only the findings are real.
class TriageTest {
  private static TriageRule rule(String id, String when, Urgency level, Urgency ifUnsure) {
    return closed(id, when, level, ifUnsure, null, Urgency.SELF_CARE);
  }

  private static TriageRule closed(
      String id,
      String when,
      Urgency level,
      Urgency ifUnsure,
      @Nullable String closedBy,
      Urgency closedLevel) {
    return new TriageRule(
        id,
        when,
        level,
        ifUnsure,
        "general-practice",
        "Say " + id + ".",
        "Because " + id + ".",
        "H-TEST",
        Optional.ofNullable(closedBy),
        closedLevel,
        "",
        new Basis.Estimate("made for a test"),
        new Position("test.yaml", 1));
  }

  private static Triage triage(TriageRule... rules) {
    return triage(KNOWLEDGE.screens(), rules);
  }

  private static Triage triage(List<Screen> screens, TriageRule... rules) {
    Knowledge knowledge = KNOWLEDGE.withRules(screens, List.of(rules));
    Vocabulary vocabulary = new Vocabulary(knowledge);
    List<String> expressions = new ArrayList<>();
    for (TriageRule rule : rules) {
      expressions.add(rule.when());
      rule.closedBy().ifPresent(expressions::add);
    }
    screens.forEach(s -> s.only().ifPresent(expressions::add));
    return new Triage(knowledge, vocabulary, new Expressions(vocabulary, expressions));
  }

  private static Case person(String findings) {
    return read("format: 1\nid: t\nage: 50\nsex: male\nfindings:\n" + findings.indent(2));
  }

  private static final TriageRule SADDLE =
      rule("saddle", "saddle_numbness", Urgency.EMERGENCY_NOW, Urgency.SAME_DAY);

  @Test
  void aRuleThatHoldsGivesItsLevelAndItsReason() {
    Triage.Result result =
        triage(SADDLE).judge(person("saddle-numbness: present"), Mode.SELF_REPORT);
    assertThat(result.level()).isEqualTo(Urgency.EMERGENCY_NOW);
    assertThat(result.possible()).isEqualTo(Urgency.EMERGENCY_NOW);
    assertThat(result.open()).isEmpty();
    assertThat(result.fired())
        .containsExactly(
            new FiredRule(
                "saddle",
                Urgency.EMERGENCY_NOW,
                List.of("saddle-numbness"),
                "Say saddle.",
                "Because saddle.",
                "general-practice",
                false,
                List.of()));
  }

  @Test
  void anAbsentFindingSettlesARule() {
    Triage.Result result =
        triage(SADDLE).judge(person("saddle-numbness: absent"), Mode.SELF_REPORT);
    assertThat(result.level()).isEqualTo(Urgency.SELF_CARE);
    assertThat(result.possible()).isEqualTo(Urgency.SELF_CARE);
    assertThat(result.fired()).isEmpty();
    assertThat(result.open()).isEmpty();
  }

  @Test
  void anUnknownFindingLeavesARuleOpenAndIsNamed() {
    Triage.Result result = triage(SADDLE).judge(person("low-back-pain: present"), Mode.SELF_REPORT);
    assertThat(result.level()).isEqualTo(Urgency.SELF_CARE);
    assertThat(result.possible()).isEqualTo(Urgency.EMERGENCY_NOW);
    assertThat(result.fired()).isEmpty();
    assertThat(result.open())
        .containsExactly(new OpenRule("saddle", Urgency.EMERGENCY_NOW, List.of("saddle_numbness")));
  }

  /// A woman of 33 weeks has no ectopic pregnancy; one who does not say how far she is may.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "pregnancy: {pregnant: {weeks: 19}} | same-day",
        "pregnancy: {pregnant: {weeks: 20}} | self-care",
        "pregnancy: pregnant | same-day",
        "pregnancy: possible | same-day",
        "pregnancy: {postpartum: {weeks: 1}} | self-care",
        "pregnancy: not-pregnant | self-care",
      })
  void aPregnancyMayBeEarlyUntilWeekTwentyIsTold(String pregnancy, String level) {
    TriageRule early = rule("early", "possibly_early_pregnant", Urgency.SAME_DAY, Urgency.SAME_DAY);
    Case woman = read("format: 1\nid: t\nage: 30\nsex: female\n" + pregnancy + "\n");
    assertThat(triage(early).judge(woman, Mode.SELF_REPORT).level().word()).isEqualTo(level);
  }

  @Test
  void notSureGivesTheLevelForNotSureAndKeepsTheWorstPossible() {
    Triage.Result result =
        triage(SADDLE).judge(person("saddle-numbness: unsure"), Mode.SELF_REPORT);
    assertThat(result.level()).isEqualTo(Urgency.SAME_DAY);
    assertThat(result.possible()).isEqualTo(Urgency.EMERGENCY_NOW);
    FiredRule fired = result.fired().getFirst();
    assertThat(fired.level()).isEqualTo(Urgency.SAME_DAY);
    assertThat(fired.fromUnsure()).isTrue();
    assertThat(fired.because()).containsExactly("saddle-numbness");
    assertThat(result.open()).isEmpty();
  }

  @Test
  void notSureOfSomethingElseLeavesARuleOpen() {
    Triage.Result result = triage(SADDLE).judge(person("fever: unsure"), Mode.SELF_REPORT);
    assertThat(result.level()).isEqualTo(Urgency.SELF_CARE);
    assertThat(result.fired()).isEmpty();
    assertThat(result.open()).extracting(OpenRule::id).containsExactly("saddle");
  }

  @Test
  void theWorstIsFirstAmongWhatHoldsAndAmongWhatIsOpen() {
    Triage.Result result =
        triage(
                rule("low", "fever", Urgency.ROUTINE, Urgency.ROUTINE),
                rule("high", "fever", Urgency.SAME_DAY, Urgency.SAME_DAY),
                rule("open-low", "foot_drop", Urgency.WITHIN_DAYS, Urgency.ROUTINE),
                rule("open-high", "foot_drop", Urgency.EMERGENCY_NOW, Urgency.SAME_DAY))
            .judge(person("fever: present"), Mode.SELF_REPORT);
    assertThat(result.fired()).extracting(FiredRule::id).containsExactly("high", "low");
    assertThat(result.open()).extracting(OpenRule::id).containsExactly("open-high", "open-low");
    assertThat(result.level()).isEqualTo(Urgency.SAME_DAY);
  }

  @Test
  void emergenciesAreTheRulesThatMakeOneNowAlsoByANotSure() {
    Triage triage =
        triage(
            SADDLE,
            rule("fever", "fever", Urgency.SAME_DAY, Urgency.SAME_DAY),
            rule("chills", "chills_or_rigors", Urgency.EMERGENCY_NOW, Urgency.EMERGENCY_NOW),
            rule("doubt", "night_sweats", Urgency.SAME_DAY, Urgency.EMERGENCY_NOW));
    assertThat(emergencies(triage, "saddle-numbness: present\nfever: present"))
        .containsExactly("saddle");
    assertThat(emergencies(triage, "saddle-numbness: unsure\nchills-or-rigors: unsure"))
        .containsExactly("chills");
    assertThat(emergencies(triage, "night-sweats: unsure")).containsExactly("doubt");
    assertThat(emergencies(triage, "night-sweats: present")).isEmpty();
  }

  private static List<String> emergencies(Triage triage, String findings) {
    return triage.emergencies(person(findings), Mode.SELF_REPORT).stream()
        .map(FiredRule::id)
        .toList();
  }

  @Test
  void onlyWhatAPersonCanAnswerLeavesARuleOpenInSelfReport() {
    Triage triage =
        triage(rule("tone", "anal_tone_reduced", Urgency.EMERGENCY_NOW, Urgency.EMERGENCY_NOW));
    Case subject = person("low-back-pain: present");
    assertThat(triage.judge(subject, Mode.SELF_REPORT).open()).isEmpty();
    assertThat(triage.judge(subject, Mode.SELF_REPORT).possible()).isEqualTo(Urgency.SELF_CARE);
    assertThat(triage.judge(subject, Mode.EXAMINED).open())
        .extracting(OpenRule::id)
        .containsExactly("tone");
    assertThat(triage.judge(subject, Mode.EXAMINED).possible()).isEqualTo(Urgency.EMERGENCY_NOW);
  }

  @Test
  void aDetailOfAnAnswerIsSomethingAPersonCanSay() {
    Triage triage =
        triage(
            rule(
                "long", "leg_weakness_since_days > 3.0", Urgency.WITHIN_DAYS, Urgency.WITHIN_DAYS));
    Case undated = person("leg-weakness: {left: present}");
    assertThat(triage.judge(undated, Mode.SELF_REPORT).open())
        .extracting(OpenRule::id)
        .containsExactly("long");
    Case dated = person("leg-weakness: {left: {value: present, since-days: 9}}");
    assertThat(triage.judge(dated, Mode.SELF_REPORT).fired().getFirst().because())
        .containsExactly("leg-weakness since_days 9");
  }

  @Test
  void whatIsKnownOfThePersonIsSomethingAPersonCanSay() {
    Triage triage = triage(rule("old", "age > 60.0", Urgency.ROUTINE, Urgency.ROUTINE));
    Case ageless = read("format: 1\nid: t\nsex: male\nfindings:\n  fever: absent\n");
    assertThat(triage.judge(ageless, Mode.SELF_REPORT).open().getFirst().missing())
        .containsExactly("age");
  }

  @Test
  void aRangeOfAgesDecidesOnlyWhatIsTheSameAtBothEnds() {
    Triage triage = triage(rule("old", "age > 60.0", Urgency.ROUTINE, Urgency.ROUTINE));
    assertThat(triage.judge(aged(61, 70), Mode.SELF_REPORT).fired()).hasSize(1);
    assertThat(triage.judge(aged(40, 50), Mode.SELF_REPORT).open()).isEmpty();
    assertThat(triage.judge(aged(40, 50), Mode.SELF_REPORT).fired()).isEmpty();
    assertThat(triage.judge(aged(50, 70), Mode.SELF_REPORT).open()).hasSize(1);
  }

  private static Case aged(int from, int to) {
    return read(
        "format: 1\nid: t\nage: {from: %d, to: %d}\nsex: male\nfindings:\n  fever: absent\n"
            .formatted(from, to));
  }

  @Test
  void aSideIsNamedWhereTheRuleNamesIt() {
    Triage triage = triage(rule("left", "leg_pain_left", Urgency.WITHIN_DAYS, Urgency.WITHIN_DAYS));
    Triage.Result result =
        triage.judge(person("leg-pain: {left: present, right: absent}"), Mode.SELF_REPORT);
    assertThat(result.fired().getFirst().because()).containsExactly("leg-pain@left");
  }

  @Test
  void reasonsNameNumbersAndLevelsAndLeaveOutWhatIsNormal() {
    Triage triage =
        triage(
            rule(
                "urine",
                "post_void_residual >= 200.0 && (fever || temperature < 40.0) && age > 18.0",
                Urgency.EMERGENCY_NOW,
                Urgency.EMERGENCY_NOW));
    Triage.Result result =
        triage.judge(
            person(
                "post-void-residual: {value: 450.5, unit: mL}\n"
                    + "temperature: {value: 37, unit: Cel}\n"
                    + "fever: absent\n"),
            Mode.EXAMINED);
    assertThat(result.fired().getFirst().because())
        .containsExactlyInAnyOrder("age 50", "post-void-residual 450.5");
  }

  @Test
  void aSexThatHoldsIsNamedAndATruthOfThePersonStandsAlone() {
    Triage triage =
        triage(rule("man", "sex == 'male' && has_prostate", Urgency.ROUTINE, Urgency.ROUTINE));
    assertThat(triage.judge(person("fever: absent"), Mode.SELF_REPORT).fired().getFirst().because())
        .containsExactlyInAnyOrder("has_prostate", "sex male");
  }

  private static final TriageRule CLOSABLE =
      closed(
          "saddle",
          "saddle_numbness",
          Urgency.EMERGENCY_NOW,
          Urgency.SAME_DAY,
          "mri_cauda_equina_compression == false",
          Urgency.WITHIN_DAYS);

  private static final Case SCANNED =
      person("saddle-numbness: present\nmri-cauda-equina-compression: absent");

  @Test
  void aTestStandsARuleDownToItsOwnLevelAndIsNamed() {
    Triage.Result result = triage(CLOSABLE).judge(SCANNED, Mode.EXAMINED);
    assertThat(result.level()).isEqualTo(Urgency.WITHIN_DAYS);
    FiredRule fired = result.fired().getFirst();
    assertThat(fired.stoodDownBy()).containsExactly("mri-cauda-equina-compression");
    assertThat(fired.because()).containsExactly("saddle-numbness");
  }

  @Test
  void selfReportStandsNothingDown() {
    Triage.Result result = triage(CLOSABLE).judge(SCANNED, Mode.SELF_REPORT);
    assertThat(result.level()).isEqualTo(Urgency.EMERGENCY_NOW);
    assertThat(result.fired().getFirst().stoodDownBy()).isEmpty();
  }

  @Test
  void withoutTheTestARuleStandsAsItIs() {
    Triage.Result result =
        triage(CLOSABLE).judge(person("saddle-numbness: present"), Mode.EXAMINED);
    assertThat(result.level()).isEqualTo(Urgency.EMERGENCY_NOW);
    assertThat(result.fired().getFirst().stoodDownBy()).isEmpty();
  }

  private static List<String> unasked(List<Screen> screens, Case subject) {
    return triage(screens, SADDLE).unasked(subject).stream().map(Finding::id).toList();
  }

  @Test
  void aSoreCalfWithAnyRiskOfClotsIsLookedAtToday() {
    Triage triage = triage(KNOWLEDGE.rules().toArray(TriageRule[]::new));
    for (String risk :
        List.of("recent-surgery", "recent-spinal-procedure", "oestrogen-use", "previous-clot")) {
      assertThat(
              triage
                  .judge(
                      person("calf-tenderness-felt: present\n" + risk + ": present"),
                      Mode.SELF_REPORT)
                  .fired())
          .as(risk)
          .extracting(FiredRule::id)
          .contains("clot-sore-calf-with-risk");
    }
    assertThat(triage.judge(person("calf-tenderness-felt: present"), Mode.SELF_REPORT).fired())
        .extracting(FiredRule::id)
        .contains("clot-sore-calf-or-cord-alone")
        .doesNotContain("clot-sore-calf-with-risk");
  }

  @Test
  void aMustAskFindingIsUnaskedUntilItIsAnsweredInAnyWay() {
    List<Screen> screens = KNOWLEDGE.screens();
    List<String> all = unasked(screens, person("low-back-pain: present"));
    assertThat(all)
        .contains("saddle-numbness", "urinary-retention")
        .doesNotContain("low-back-pain");
    assertThat(all).allSatisfy(id -> assertThat(KNOWLEDGE.findingById(id).mustAsk()).isTrue());
    assertThat(unasked(screens, person("saddle-numbness: absent")))
        .doesNotContain("saddle-numbness")
        .contains("urinary-retention");
    assertThat(unasked(screens, person("saddle-numbness: unsure")))
        .doesNotContain("saddle-numbness");
  }

  @Test
  void whatDoesNotApplyToThePersonIsNotUnasked() {
    List<Screen> forWomen =
        KNOWLEDGE.screens().stream()
            .map(s ->
                new Screen(
                    s.id(),
                    s.ask(),
                    s.askAgain(),
                    s.help(),
                    s.why(),
                    s.findings(),
                    s.isPrivate(),
                    s.findings().contains("saddle-numbness")
                        ? Optional.of("has_uterus")
                        : Optional.empty(),
                    s.at()))
            .toList();
    assertThat(unasked(forWomen, person("fever: absent")))
        .doesNotContain("saddle-numbness")
        .contains("urinary-retention");
    Case woman = read("format: 1\nid: t\nage: 30\nsex: female\nfindings:\n  fever: absent\n");
    assertThat(unasked(forWomen, woman)).contains("saddle-numbness");
  }
}
