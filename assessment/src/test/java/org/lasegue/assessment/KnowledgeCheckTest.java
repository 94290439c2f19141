package org.lasegue.assessment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lasegue.assessment.RealKnowledge.KNOWLEDGE;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.lasegue.knowledge.Basis;
import org.lasegue.knowledge.Condition;
import org.lasegue.knowledge.Contact;
import org.lasegue.knowledge.Finding;
import org.lasegue.knowledge.Knowledge;
import org.lasegue.knowledge.Parameter;
import org.lasegue.knowledge.Quantified;
import org.lasegue.knowledge.Screen;
import org.lasegue.knowledge.Source;
import org.lasegue.knowledge.TriageRule;
import org.lasegue.knowledge.Urgency;
import org.lasegue.knowledge.yaml.Position;

class KnowledgeCheckTest {
  @Test
  void theKnowledgeOfThisBuildHoldsTogether() {
    assertThat(KnowledgeCheck.check(KNOWLEDGE).problems()).isEmpty();
  }

  @Test
  void aSourceThatDoesNotExistIsNamed() {
    Map<String, Source> fewer = new LinkedHashMap<>(KNOWLEDGE.sources());
    String used =
        KNOWLEDGE.rules().stream()
            .filter(r -> r.basis() instanceof Basis.Sourced)
            .map(r -> ((Basis.Sourced) r.basis()).sources().getFirst())
            .findFirst()
            .orElseThrow();
    fewer.remove(used);
    assertThat(problems(with(fewer, KNOWLEDGE.screens(), KNOWLEDGE.rules())))
        .anyMatch(p -> p.contains("no source '" + used + "'"));
  }

  @Test
  void aMustAskFindingThatNoScreenAsksIsNamed() {
    List<Screen> fewer = KNOWLEDGE.screens().subList(1, KNOWLEDGE.screens().size());
    assertThat(problems(with(KNOWLEDGE.sources(), fewer, KNOWLEDGE.rules())))
        .anyMatch(p -> p.contains("must be asked, but no screen asks it"));
  }

  @Test
  void aRuleThatCanNeverHoldIsNamed() {
    assertThat(
            problems(withRule(r -> rule(r, "saddle_numbness && !saddle_numbness", r.closedBy()))))
        .anyMatch(p -> p.contains("can never hold"));
  }

  @Test
  void anUnknownNameInARuleIsNamedWithTheNearest() {
    assertThat(problems(withRule(r -> rule(r, "sadle_numbness", r.closedBy()))))
        .anyMatch(p -> p.contains("did you mean 'saddle_numbness'?"));
  }

  @Test
  void aWrongTypeInARuleIsNamed() {
    assertThat(problems(withRule(r -> rule(r, "saddle_numbness > 3.0", r.closedBy()))))
        .isNotEmpty();
  }

  @Test
  void selfReportCannotCloseARule() {
    assertThat(problems(withRule(r -> rule(r, "saddle_numbness", Optional.of("fever == false")))))
        .anyMatch(p -> p.contains("only signs and tests can"));
  }

  @Test
  void aNumberOfJudgedSizeIsAnEstimateThoughASourceNamesTheThing() {
    assertThat(problems(withPrior("in most of them; the share by judgement")))
        .anyMatch(p -> p.contains("write it as an estimate that names the source"));
    assertThat(problems(withPrior("common; no share printed"))).isNotEmpty();
    assertThat(problems(withPrior("in 12 of 40; fewer here by judgement"))).isEmpty();
    assertThat(problems(withPrior("twice as often in women"))).isEmpty();
  }

  private static Knowledge withPrior(String says) {
    Basis basis = new Basis.Sourced(List.of("nice-2020"), says);
    Map<String, Condition> conditions = new LinkedHashMap<>(KNOWLEDGE.conditions());
    conditions.computeIfPresent(
        "disc-herniation",
        (_, c) ->
            c.withNumbers(
                new Quantified(0.002, 0.001, 0.004, basis),
                c.presents(),
                c.context(),
                c.mechanisms(),
                c.findings()));
    return KNOWLEDGE.withNumbers(KNOWLEDGE.findings(), conditions);
  }

  @Test
  void aConditionWithoutItsPageIsNamed() {
    assertThat(problems(withPage("disc-herniation", Optional.empty())))
        .anyMatch(p -> p.contains("the page of 'disc-herniation' has no section 'page'"));
  }

  @Test
  void aSentenceOfAnotherConditionIsNamed() {
    Optional<Condition.Page> other = KNOWLEDGE.condition("deep-vein-thrombosis").page();
    assertThat(problems(withPage("disc-herniation", other)))
        .anyMatch(p -> p.contains("says the same as"));
  }

  private static Knowledge withPage(String id, Optional<Condition.Page> page) {
    Map<String, Condition> conditions = new LinkedHashMap<>(KNOWLEDGE.conditions());
    conditions.computeIfPresent(id, (_, condition) -> condition.withPage(page));
    return KNOWLEDGE.withNumbers(KNOWLEDGE.findings(), conditions);
  }

  @Test
  void aFirstSignMustBelongToAnEmergency() {
    assertThat(
            problems(
                withRule(r ->
                    new TriageRule(
                        r.id(),
                        r.when(),
                        Urgency.SAME_DAY,
                        r.ifUnsure(),
                        r.see(),
                        r.say(),
                        r.because(),
                        r.hazard(),
                        r.closedBy(),
                        r.closedLevel(),
                        "you cannot pass urine",
                        r.basis(),
                        r.at()))))
        .anyMatch(p -> p.contains("has a 'sign' and is neither 'emergency-now'"));
  }

  @Test
  void aContactWithoutASourceOrAnEmergencyNumberIsNamed() {
    Contact worldwide = KNOWLEDGE.contacts().values().iterator().next();
    Contact.Line first = worldwide.lines().getFirst();
    Contact guessed =
        new Contact(
            "XX",
            "X",
            List.of(
                new Contact.Line(
                    Contact.Kind.POISON,
                    "Poison",
                    "1",
                    "Call.",
                    new Basis.Estimate("from memory"),
                    first.at())),
            first.at());
    assertThat(problems(withContacts(Map.of("XX", guessed))))
        .anyMatch(p -> p.contains("no entry for 'worldwide'"))
        .anyMatch(p -> p.contains("cannot be an estimate"))
        .anyMatch(p -> p.contains("no emergency number for 'XX'"));
  }

  @Test
  void aTextThatIsHardToReadIsNamedWithItsPlaceAndItsGrade() {
    TriageRule first = KNOWLEDGE.rules().getFirst();
    String hard =
        "Immediate interdisciplinary evaluation of neurological deterioration is mandatory because"
            + " irreversible consequences are possible.";
    assertThat(problems(withRule(r -> saying(r, hard))))
        .singleElement()
        .asString()
        .startsWith(first.at() + ": 'say' of '" + first.id() + "' is too hard to read: grade 3");
  }

  @Test
  void textsThatAreTooHardOnlyTogetherAreNamed() {
    String between =
        "A doctor has to see you quickly, look at the muscles and test how each reflex works in"
            + " both legs.";
    List<TriageRule> rules = KNOWLEDGE.rules().stream().map(r -> saying(r, between)).toList();
    assertThat(problems(with(KNOWLEDGE.sources(), KNOWLEDGE.screens(), rules)))
        .anyMatch(p -> p.contains("the texts of the rules are too hard to read: grade 6.4"))
        .noneMatch(p -> p.contains("'say' of"));
  }

  @Test
  void aMedicalNameThatNoTextUsesIsNamed() {
    Map<String, Position> names = new LinkedHashMap<>(KNOWLEDGE.medicalNames());
    names.put("hydroxychloroquine", new Position("medical-names.yaml", 9));
    assertThat(problems(withMedicalNames(names)))
        .containsExactly(
            "medical-names.yaml:9: no text for the person uses the medical name"
                + " 'hydroxychloroquine'; remove it");
  }

  @Test
  void aSafetyQuestionThatOnlyRepeatsItselfIsNamed() {
    List<Screen> screens = new ArrayList<>(KNOWLEDGE.screens());
    Screen s = screens.getFirst();
    String same = s.ask().toUpperCase(Locale.ROOT).replace("?", " ?");
    screens.set(
        0,
        new Screen(
            s.id(),
            s.ask(),
            same,
            s.help(),
            s.why(),
            s.findings(),
            s.isPrivate(),
            s.only(),
            s.at()));
    assertThat(problems(with(KNOWLEDGE.sources(), screens, KNOWLEDGE.rules())))
        .anyMatch(p -> p.startsWith(s.at() + ": '" + s.id() + "'") && p.contains("two phrasings"));
  }

  @Test
  void aPartMoreFrequentThanWhatItIsPartOfIsNamedWithItsPlace() {
    Position at =
        KNOWLEDGE.condition("cauda-equina-syndrome").findings().stream()
            .filter(l -> l.finding().equals("weakness-progressive"))
            .findFirst()
            .orElseThrow()
            .at();
    Map<String, Double> number = Map.of("cauda-equina-syndrome -> weakness-progressive", 0.97);
    assertThat(problems(Parameter.with(KNOWLEDGE, number)))
        .singleElement()
        .asString()
        .matches(
            Pattern.quote(at + ": 'weakness-progressive' is part of 'leg-weakness', which is")
                + " present in 0\\.\\d+ here, so it cannot be in 0\\.970");
  }

  @Test
  void aPartWithoutACauseMoreFrequentThanWhatItIsPartOfIsNamedWithItsPlace() {
    Knowledge knowledge =
        Parameter.with(KNOWLEDGE, Map.of("background of weakness-progressive", 0.02));
    assertThat(problems(knowledge))
        .isNotEmpty()
        .allMatch(p ->
            p.startsWith(KNOWLEDGE.findingById("weakness-progressive").at() + ": 'weakness-pro"));
  }

  @Test
  void aPartThatCannotBeDividedFromItsWholeIsNamed() {
    Map<String, Finding> findings = new LinkedHashMap<>(KNOWLEDGE.findings());
    findings.computeIfPresent("saddle-numbness", (_, f) -> partOf("leg-weakness", f));
    findings.computeIfPresent("leg-weakness-found", (_, f) -> partOf("leg-weakness", f));
    assertThat(problems(KNOWLEDGE.withNumbers(findings, KNOWLEDGE.conditions())))
        .anyMatch(p -> p.contains("'saddle-numbness' cannot be part of 'leg-weakness'"))
        .anyMatch(p -> p.contains("'leg-weakness-found' follows what it is part of"))
        .anyMatch(p -> p.contains("'leg-weakness' has another part"))
        .anyMatch(p -> p.contains("'leg-weakness-found' is where that is which it is part of"));
  }

  private static Finding partOf(String whole, Finding f) {
    return copy(f, List.of(whole), Optional.of(whole), f.ofEpisode());
  }

  private static Finding copy(
      Finding f, List<String> implies, Optional<String> partOf, boolean ofEpisode) {
    return new Finding(
        f.id(),
        f.clinical(),
        f.plain(),
        f.kind(),
        f.type(),
        f.sided(),
        f.answeredBy(),
        f.ask(),
        f.askAgain(),
        f.help(),
        f.why(),
        f.examine(),
        f.effortSeconds(),
        f.mechanism(),
        f.background(),
        implies,
        f.meansBoth(),
        partOf,
        f.shows(),
        f.only(),
        f.ruleOnly(),
        ofEpisode,
        f.isPrivate(),
        f.mustAsk(),
        f.codes(),
        f.aliases(),
        f.at());
  }

  /// A count below normal that causes could only add to stopped every assessment with it once.
  @Test
  void aLevelThatNoCauseCanGiveIsNamedAndWhoHasItIsJudgedByTheRules() {
    Map<String, Finding> findings = new LinkedHashMap<>(KNOWLEDGE.findings());
    findings.computeIfPresent("platelets", (_, f) -> copy(f, f.implies(), f.partOf(), false));
    Knowledge broken = KNOWLEDGE.withNumbers(findings, KNOWLEDGE.conditions());
    assertThat(problems(broken))
        .anyMatch(p -> p.contains("'platelets' has levels on both sides of the normal one"));
    Case subject =
        RealKnowledge.read(
            "format: 1\nid: t\nage: 60\nsex: male\nfindings:\n  low-back-pain: present\n"
                + "  saddle-numbness: present\n  platelets: 60\n");
    Assessment assessment = new Assessor(broken).assess(subject, Mode.EXAMINED);
    assertThat(assessment.urgency().level()).isEqualTo(Urgency.EMERGENCY_NOW);
    assertThat(assessment.causes()).isEmpty();
    assertThat(assessment.limits()).anyMatch(l -> l.contains("do not fit together"));
    assertThat(RealKnowledge.ASSESSOR.assess(subject, Mode.EXAMINED).causes()).isNotEmpty();
  }

  @Test
  void conditionsThatComplicateEachOtherAreNamed() {
    Position at = new Position("conditions/disc-herniation.yaml", 3);
    Quantified often = new Quantified(0.1, 0.05, 0.2, new Basis.Estimate("a test"));
    Map<String, Condition> conditions = new LinkedHashMap<>(KNOWLEDGE.conditions());
    conditions.computeIfPresent(
        "disc-herniation",
        (_, disc) -> complicating(disc, new Condition.Arc("cauda-equina-syndrome", often, at)));
    assertThat(problems(KNOWLEDGE.withNumbers(KNOWLEDGE.findings(), conditions)))
        .contains(
            at
                + ": 'disc-herniation' complicates 'cauda-equina-syndrome' and is complicated by it:"
                + " a circle, in which each explains the other");
  }

  private static Condition complicating(Condition c, Condition.Arc arc) {
    return new Condition(
        c.id(),
        c.clinical(),
        c.plain(),
        c.family(),
        c.axis(),
        c.synonyms(),
        c.codes(),
        c.explain(),
        c.toldApart(),
        c.prior(),
        c.presents(),
        c.age(),
        c.ageBasis(),
        c.sex(),
        c.sexBasis(),
        c.only(),
        c.pregnancy(),
        c.context(),
        c.site(),
        c.mechanisms(),
        c.findings(),
        List.of(arc),
        c.coexists(),
        c.urgency(),
        c.raises(),
        c.course(),
        c.helpfulTests(),
        c.notHelpfulTests(),
        c.page(),
        c.treatments(),
        c.basis(),
        c.at());
  }

  private static TriageRule saying(TriageRule r, String say) {
    return new TriageRule(
        r.id(),
        r.when(),
        r.level(),
        r.ifUnsure(),
        r.see(),
        say,
        r.because(),
        r.hazard(),
        r.closedBy(),
        r.closedLevel(),
        r.sign(),
        r.basis(),
        r.at());
  }

  private static TriageRule rule(TriageRule r, String when, Optional<String> closedBy) {
    return new TriageRule(
        r.id(),
        when,
        r.level(),
        r.ifUnsure(),
        r.see(),
        r.say(),
        r.because(),
        r.hazard(),
        closedBy,
        Urgency.ROUTINE,
        r.sign(),
        r.basis(),
        r.at());
  }

  private static Knowledge withRule(UnaryOperator<TriageRule> change) {
    List<TriageRule> rules = new ArrayList<>(KNOWLEDGE.rules());
    rules.set(0, change.apply(rules.getFirst()));
    return with(KNOWLEDGE.sources(), KNOWLEDGE.screens(), rules);
  }

  private static List<String> problems(Knowledge knowledge) {
    return KnowledgeCheck.check(knowledge).problems().stream().map(Object::toString).toList();
  }

  private static Knowledge with(
      Map<String, Source> sources, List<Screen> screens, List<TriageRule> rules) {
    return with(sources, screens, rules, KNOWLEDGE.contacts(), KNOWLEDGE.medicalNames());
  }

  private static Knowledge withContacts(Map<String, Contact> contacts) {
    return with(
        KNOWLEDGE.sources(),
        KNOWLEDGE.screens(),
        KNOWLEDGE.rules(),
        contacts,
        KNOWLEDGE.medicalNames());
  }

  private static Knowledge withMedicalNames(Map<String, Position> names) {
    return with(
        KNOWLEDGE.sources(), KNOWLEDGE.screens(), KNOWLEDGE.rules(), KNOWLEDGE.contacts(), names);
  }

  private static Knowledge with(
      Map<String, Source> sources,
      List<Screen> screens,
      List<TriageRule> rules,
      Map<String, Contact> contacts,
      Map<String, Position> medicalNames) {
    Knowledge k = KNOWLEDGE;
    return new Knowledge(
        k.version(),
        sources,
        k.families(),
        k.findings(),
        k.aliases(),
        k.groups(),
        screens,
        k.mechanisms(),
        k.conditions(),
        rules,
        k.care(),
        k.claims(),
        k.names(),
        contacts,
        medicalNames,
        k.population(),
        k.literature(),
        k.followUp());
  }
}
