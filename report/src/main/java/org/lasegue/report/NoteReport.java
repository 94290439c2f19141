package org.lasegue.report;

import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.lasegue.assessment.Assessment;
import org.lasegue.assessment.Assessment.Cause;
import org.lasegue.assessment.Assessment.Weight;
import org.lasegue.knowledge.Finding;
import org.lasegue.knowledge.Finding.Kind;
import org.lasegue.knowledge.Knowledge;

/// A clinician's note to paste into a record: plain ASCII, no colour, in the order of a history.
public final class NoteReport implements Report {
  private static final TextPage.Look LOOK = new TextPage.Look(80, false, false);
  private static final int REASONS = 4;

  private final Knowledge knowledge;
  private final Words words;

  public NoteReport(Knowledge knowledge) {
    this.knowledge = knowledge;
    this.words = new Words(knowledge);
  }

  @Override
  public String of(Assessment a) {
    return of(a, Set.of());
  }

  /// The same without these findings and what would give them away, as in the PDF.
  ///
  /// @param withheld ids of findings the person does not want passed on
  /// @throws IllegalArgumentException for an id that is no finding
  public String of(Assessment whole, Set<String> withheld) {
    Assessment a = Withheld.of(withheld, whole.subject(), knowledge).without(whole);
    TextPage page = new TextPage(LOOK);
    page.paragraph(
        "Back and leg pain: decision support note, to be checked by the clinician who uses it.");
    page.paragraph(
        "Case "
            + a.subject().id()
            + ". "
            + Words.capital(Words.person(a.subject().person()))
            + ". Answered by "
            + (a.subject().person().answeredByOther() ? "another person" : "the person")
            + ". Mode: "
            + a.mode().word()
            + ".");
    if (!withheld.isEmpty()) {
      page.paragraph(
          "The person keeps some answers out of this note. Urgency and causes rest on them all the same.");
    }
    history(page, a);
    examination(page, a);
    localisation(page, a);
    differential(page, a);
    urgency(page, a);
    next(page, a);
    limits(page, a);
    return ascii(page.toString());
  }

  @Override
  public String between() {
    return "\n" + "=".repeat(80) + "\n\n";
  }

  private void history(TextPage page, Assessment a) {
    page.heading("History");
    findings(page, a, "Complaint", Kind.SYMPTOM);
    findings(page, a, "Background", Kind.CONTEXT);
    if (!a.subject().other().isEmpty()) {
      page.hanging("Not understood: ", String.join("; ", a.subject().other()), TextPage.Tone.NONE);
    }
  }

  private void examination(TextPage page, Assessment a) {
    page.heading("Examination and tests");
    findings(page, a, "Signs", Kind.SIGN);
    findings(page, a, "Tests", Kind.TEST);
    if (!a.leftOut().isEmpty()) {
      page.hanging(
          "Not used in this mode: ",
          String.join(
              "; ",
              a.leftOut().keySet().stream().map(k -> words.observedClinically(k, "")).toList()),
          TextPage.Tone.NONE);
    }
  }

  private void findings(TextPage page, Assessment a, String title, Kind kind) {
    List<Finding> all =
        knowledge.findings().values().stream().filter(f -> f.kind() == kind).toList();
    List<Observed> observed = Observed.of(a.subject(), all);
    boolean examined = kind == Kind.SIGN || kind == Kind.TEST;
    lines(
        page,
        title + (examined ? " present or abnormal: " : " - present: "),
        observed,
        Observed.State.PRESENT);
    lines(
        page,
        title + (examined ? " absent or normal: " : " - absent: "),
        observed,
        Observed.State.ABSENT);
    lines(page, title + " - not sure: ", observed, Observed.State.UNSURE);
    lines(page, title + " - in the past: ", observed, Observed.State.PAST);
    long asked = observed.stream().map(Observed::finding).distinct().count();
    page.paragraph(
        title
            + (examined ? " not done: " : " - not asked: ")
            + (all.size() - asked)
            + " of "
            + all.size()
            + " known here.");
  }

  private void lines(TextPage page, String title, List<Observed> observed, Observed.State state) {
    List<String> items =
        observed.stream().filter(o -> o.state() == state).map(o -> o.stated(words)).toList();
    if (!items.isEmpty()) {
      page.paragraph(title + String.join("; ", items) + ".");
    }
  }

  private static void localisation(TextPage page, Assessment a) {
    if (a.localisation().axis().isEmpty()) {
      return;
    }
    page.heading("Localisation");
    page.paragraph(
        "Source: "
            + String.join(
                "; ",
                Shown.axes(a).stream()
                    .map(e -> Words.axis(e.getKey()) + " " + Words.percent(e.getValue()))
                    .toList())
            + ".");
    List<Assessment.Root> roots = Shown.roots(a);
    page.paragraph(
        "Root: "
            + (roots.isEmpty()
                ? "none stands out"
                : String.join(
                    "; ",
                    roots.stream()
                        .map(r -> r.root() + " " + r.side() + " " + Words.percent(r.probability()))
                        .toList()))
            + ".");
  }

  private void differential(TextPage page, Assessment a) {
    if (a.causes().isEmpty()) {
      return;
    }
    page.heading("Differential");
    int number = 1;
    for (Cause cause : Shown.causes(a)) {
      page.hanging(
          number + ". ",
          words.clinical(cause.condition())
              + ": "
              + Words.percent(cause.probability())
              + " ("
              + Words.range(cause.low(), cause.high())
              + ")."
              + reasons(" For: ", cause.forIt())
              + reasons(" Against: ", cause.against()),
          TextPage.Tone.NONE);
      number++;
    }
    List<Cause> watched = Shown.watched(a, knowledge);
    if (!watched.isEmpty()) {
      page.paragraph(
          "Serious and below the threshold: "
              + String.join(
                  "; ",
                  watched.stream()
                      .map(c ->
                          words.clinical(c.condition())
                              + " "
                              + Words.percent(c.probability())
                              + " (threshold "
                              + Words.percent(Shown.danger(c, knowledge).actAt())
                              + ")")
                      .toList())
              + ".");
    }
  }

  private String reasons(String title, List<Weight> weights) {
    if (weights.isEmpty()) {
      return "";
    }
    return title
        + String.join(
            "; ",
            weights.stream()
                .limit(REASONS)
                .map(w ->
                    words.observedClinically(w.finding(), w.answer())
                        + String.format(Locale.ROOT, " %+.1f dB", w.decibans()))
                .toList())
        + ".";
  }

  private void urgency(TextPage page, Assessment a) {
    Assessment.UrgencyResult urgency = a.urgency();
    page.heading("Urgency");
    page.paragraph(
        Words.spaced(urgency.level().word()).toUpperCase(Locale.ROOT)
            + ". "
            + Words.see(urgency.see())
            + ". Worst not yet excluded: "
            + Words.spaced(urgency.possible().word())
            + ".");
    for (Assessment.FiredRule rule : urgency.fired()) {
      page.hanging(
          "- ",
          (rule.id().isEmpty() ? "A rule (" : "Rule " + rule.id() + " (")
              + Words.spaced(rule.level().word())
              + (rule.fromUnsure() ? ", from an unsure answer" : "")
              + (rule.stoodDownBy().isEmpty()
                  ? ""
                  : ", stood down by " + String.join(", ", rule.stoodDownBy()))
              + "): "
              + (rule.id().isEmpty() ? Withheld.REASON : rule.reason()),
          TextPage.Tone.NONE);
    }
    for (Assessment.Risk risk : urgency.risks()) {
      page.hanging(
          "- ",
          "Risk: "
              + words.clinical(risk.condition())
              + " "
              + Words.percent(risk.probability())
              + ", threshold "
              + Words.percent(risk.actAt())
              + " ("
              + Words.spaced(risk.level().word())
              + ").",
          TextPage.Tone.NONE);
    }
  }

  private void next(TextPage page, Assessment a) {
    page.heading("Proposed next steps");
    page.hanging("- ", Words.see(a.plan().see()) + ".", TextPage.Tone.NONE);
    if (a.plan().withheld()) {
      page.hanging("- ", "Further plan withheld.", TextPage.Tone.NONE);
    }
    a.next().stream()
        .limit(Shown.QUESTIONS)
        .forEach(q ->
            page.hanging(
                "- ",
                "Ask or examine: "
                    + words.observedClinically(q.id(), "")
                    + " ("
                    + q.kind()
                    + ", "
                    + Words.time(q.effort())
                    + ").",
                TextPage.Tone.NONE));
    actions(page, "Consider", a.plan().tests());
    actions(page, "Not advised", a.plan().avoidTests());
    actions(page, "Medicine to discuss", a.plan().medicines());
    actions(page, "Until seen", a.plan().until());
    actions(page, "Advise", a.plan().act());
    actions(page, "Advise against", a.plan().dont());
    actions(page, "Safety net", a.plan().comeBack());
  }

  private void actions(TextPage page, String title, List<Assessment.Advice> list) {
    for (Assessment.Advice advice : list) {
      String check =
          advice.check().isEmpty()
              ? ""
              : " Check first: "
                  + String.join(
                      "; ",
                      advice.check().stream().map(c -> words.observedClinically(c, "")).toList())
                  + ".";
      page.hanging("- ", title + ": " + advice.action().title() + "." + check, TextPage.Tone.NONE);
    }
  }

  private static void limits(TextPage page, Assessment a) {
    page.heading("Limits");
    a.limits().forEach(l -> page.hanging("- ", l, TextPage.Tone.NONE));
    page.blank().paragraph(Shown.DISCLAIMER + " Lasegue, knowledge " + a.knowledgeVersion() + ".");
  }

  /// Letters lose their accents; other characters beyond ASCII become the nearest plain ones.
  private static String ascii(String text) {
    String plain =
        Normalizer.normalize(
                text.replace("µ", "u").replace("°", "").replace("–", "-").replace("≥", ">="),
                Normalizer.Form.NFKD)
            .replaceAll("\\p{M}+", "");
    StringBuilder result = new StringBuilder(plain.length());
    plain.codePoints().forEach(c -> result.append(c < 128 ? (char) c : '?'));
    return result.toString();
  }
}
