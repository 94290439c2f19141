package org.lasegue.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.lasegue.assessment.Assessment;
import org.lasegue.assessment.Assessment.Advice;
import org.lasegue.assessment.Assessment.Cause;
import org.lasegue.assessment.Assessment.FiredRule;
import org.lasegue.assessment.Assessment.Weight;
import org.lasegue.assessment.Mode;
import org.lasegue.knowledge.CareAction;
import org.lasegue.knowledge.Knowledge;
import org.lasegue.knowledge.Urgency;
import org.lasegue.report.TextPage.Tone;

/// An assessment to read in a terminal: what cannot wait first.
public final class TextReport implements Report {
  private static final int CAUSE_BAR = 20;
  private static final int WEIGHT_BAR = 12;
  private static final int DO = 6;

  private final Knowledge knowledge;
  private final Words words;
  private final TextPage.Look look;
  private final boolean modeGiven;

  /// @param modeGiven whether the mode was asked for, or chosen by what the case holds
  public TextReport(Knowledge knowledge, TextPage.Look look, boolean modeGiven) {
    this.knowledge = knowledge;
    this.words = new Words(knowledge);
    this.look = look;
    this.modeGiven = modeGiven;
  }

  @Override
  public String of(Assessment a) {
    TextPage page = new TextPage(look);
    urgency(page, a);
    causes(page, a);
    evidence(page, a);
    origin(page, a);
    next(page, a);
    changes(page, a);
    plan(page, a);
    limits(page, a);
    return page.toString();
  }

  @Override
  public String between() {
    return "\n\n";
  }

  private void urgency(TextPage page, Assessment a) {
    Assessment.UrgencyResult urgency = a.urgency();
    page.paragraph("", about(a), Tone.FAINT);
    page.banner(
        Words.level(urgency.level()).toUpperCase(Locale.ROOT) + "  -  " + Words.see(urgency.see()),
        tone(urgency.level()));
    for (FiredRule rule : Shown.deciding(a)) {
      page.blank().paragraph((rule.fromUnsure() ? "You are not sure, so: " : "") + rule.say());
      page.paragraph("  ", words.because(rule), Tone.FAINT);
    }
    List<FiredRule> further = Shown.further(a);
    if (!further.isEmpty()) {
      page.blank().paragraph("Further signs that should be looked at:");
      further.forEach(rule -> page.bullet(Words.capital(words.sign(rule))));
    }
    List<Assessment.Risk> risks = Shown.risks(a);
    if (!risks.isEmpty()) {
      page.blank().paragraph("Dangerous causes that are likely enough to act on:");
    }
    for (Assessment.Risk risk : risks) {
      page.bullet(
          Words.capital(words.plain(risk.condition()))
              + ": "
              + Words.percent(risk.probability())
              + ". It counts as \""
              + Words.spaced(risk.level().word())
              + "\" from "
              + Words.percent(risk.actAt())
              + ".");
    }
    if (urgency.fired().isEmpty() && risks.isEmpty()) {
      page.blank().paragraph("No warning sign was found in what is known.");
    }
    if (urgency.possible().compareTo(urgency.level()) > 0) {
      page.blank()
          .paragraph(
              "Not yet ruled out: \""
                  + Words.spaced(urgency.possible().word())
                  + "\". "
                  + Words.plural(urgency.open().size(), "warning rule")
                  + " cannot be decided before more is known.");
    }
    if (!Shown.loweredBy(a).isEmpty()) {
      page.blank().paragraph("This would be less urgent with:");
      Shown.loweredBy(a)
          .forEach(l ->
              page.bullet(
                  words.observed(l.finding(), l.answer()) + ": " + Words.spaced(l.level().word())));
    }
    if (urgency.restsOnWideNumbers()) {
      page.blank()
          .paragraph("The urgency rests on numbers that are not known well; see the intervals.");
    }
  }

  private String about(Assessment a) {
    String mode = "From " + Words.mode(a.mode()) + " (" + a.mode().word() + " mode";
    if (!modeGiven) {
      mode +=
          a.mode() == Mode.EXAMINED
              ? ", as the case has signs or tests"
              : ", as the case has no signs and no tests";
    }
    return a.subject().id() + ": " + Words.person(a.subject().person()) + ". " + mode + ").";
  }

  private static Tone tone(Urgency level) {
    return switch (level) {
      case EMERGENCY_NOW -> Tone.ALARM;
      case SAME_DAY, WITHIN_DAYS -> Tone.WARNING;
      case ROUTINE -> Tone.CALM;
      case SELF_CARE -> Tone.GOOD;
    };
  }

  private void causes(TextPage page, Assessment a) {
    if (a.causes().isEmpty()) {
      return;
    }
    page.heading("What it may be");
    for (Cause cause : Shown.causes(a)) {
      Tone tone = Shown.dangerous(cause, knowledge) ? Tone.AGAINST : Tone.FOR;
      page.line(
          page.bar(cause.probability(), CAUSE_BAR)
              + String.format(Locale.ROOT, "%13s  ", Words.percent(cause.probability())),
          tone,
          Words.capital(words.plain(cause.condition())));
      page.paragraph(
          " ".repeat(CAUSE_BAR + 15),
          words.clinical(cause.condition())
              + "; "
              + Words.frequency(cause.probability())
              + " people with these answers; likely range "
              + Words.range(cause.low(), cause.high()),
          Tone.FAINT);
    }
    page.paragraph("More than one can be true at once.");
    List<Cause> watched = Shown.watched(a, knowledge);
    if (!watched.isEmpty()) {
      page.blank().paragraph("Dangerous, and less likely here than would make them count:");
      for (Cause cause : watched) {
        page.bullet(
            words.plain(cause.condition())
                + ": "
                + Words.percent(cause.probability())
                + " (counts from "
                + Words.percent(Shown.danger(cause, knowledge).actAt())
                + ")");
      }
    }
  }

  private void evidence(TextPage page, Assessment a) {
    List<Cause> first =
        a.causes().stream()
            .limit(Shown.EXPLAINED)
            .filter(c -> !c.forIt().isEmpty() || !c.against().isEmpty())
            .toList();
    if (first.isEmpty()) {
      return;
    }
    page.heading("What speaks for and against");
    page.paragraph(
        "", "In decibans (dB): 3 doubles the odds, 10 makes them ten times as high.", Tone.FAINT);
    double most =
        first.stream()
            .flatMap(c -> java.util.stream.Stream.concat(c.forIt().stream(), c.against().stream()))
            .mapToDouble(w -> Math.abs(w.decibans()))
            .max()
            .orElse(1);
    for (Cause cause : first) {
      page.blank().paragraph("", Words.capital(words.plain(cause.condition())), Tone.STRONG);
      cause.forIt().stream().limit(Shown.FOR).forEach(w -> weight(page, w, most));
      cause.against().stream().limit(Shown.AGAINST).forEach(w -> weight(page, w, most));
      int hidden =
          Math.max(0, cause.forIt().size() - Shown.FOR)
              + Math.max(0, cause.against().size() - Shown.AGAINST);
      if (hidden > 0) {
        page.paragraph("  ", "and " + hidden + " weaker", Tone.FAINT);
      }
    }
  }

  private void weight(TextPage page, Weight weight, double most) {
    page.line(
        String.format(Locale.ROOT, "  %+6.1f dB ", weight.decibans())
            + page.bar(Math.abs(weight.decibans()) / most, WEIGHT_BAR)
            + "  ",
        weight.decibans() > 0 ? Tone.FOR : Tone.AGAINST,
        words.observed(weight.finding(), weight.answer()));
  }

  private static void origin(TextPage page, Assessment a) {
    if (a.localisation().axis().isEmpty()) {
      return;
    }
    page.heading("Where it comes from");
    Shown.axes(a)
        .forEach(e ->
            page.line(
                page.bar(e.getValue(), CAUSE_BAR)
                    + String.format(Locale.ROOT, "%13s  ", Words.percent(e.getValue())),
                Tone.FOR,
                Words.capital(Words.axis(e.getKey()))));
    List<Assessment.Root> roots = Shown.roots(a);
    if (roots.isEmpty()) {
      page.paragraph("No single nerve root stands out.");
    } else {
      page.paragraph(
          "Nerve root: "
              + String.join(
                  ", ",
                  roots.stream()
                      .map(r -> r.root() + " " + r.side() + " " + Words.percent(r.probability()))
                      .toList()));
    }
  }

  private static void next(TextPage page, Assessment a) {
    if (a.next().isEmpty()) {
      return;
    }
    page.heading("What to ask or examine next");
    int number = 1;
    for (Assessment.Question q : a.next().stream().limit(Shown.QUESTIONS).toList()) {
      page.hanging("  " + number + ". ", q.text() + sideOf(q.id()), Tone.NONE);
      page.paragraph(
          "     ",
          String.format(
              Locale.ROOT,
              "%s, gain %.3f bit, about %s",
              q.kind(),
              q.gain(),
              Words.time(q.effort())),
          Tone.FAINT);
      number++;
    }
  }

  private static String sideOf(String key) {
    int at = key.indexOf('@');
    return at < 0 ? "" : " (" + Words.spaced(key.substring(at + 1)) + ")";
  }

  private void changes(TextPage page, Assessment a) {
    if (a.wouldChange().isEmpty()) {
      return;
    }
    page.heading("What would change this");
    Shown.changes(a, knowledge).forEach(c -> page.bullet(Shown.change(c, words, knowledge)));
    if (a.wouldChange().size() > Shown.CHANGES) {
      page.paragraph(
          "    ", "and " + (a.wouldChange().size() - Shown.CHANGES) + " more answers", Tone.FAINT);
    }
  }

  private void plan(TextPage page, Assessment a) {
    Assessment.Plan plan = a.plan();
    page.heading("The plan");
    page.paragraph("", Words.see(plan.see()) + ".", Tone.STRONG);
    if (plan.withheld()) {
      page.paragraph(
          a.urgency().level() == Urgency.EMERGENCY_NOW
              ? "Advice for the next weeks is withheld while this may be an emergency."
              : "Advice for the next weeks is withheld.");
    }
    advice(page, "Until you are seen", plan.until(), Integer.MAX_VALUE);
    advice(page, "Do", plan.act(), DO);
    advice(page, "Don't", plan.dont(), DO);
    advice(page, "Medicines to talk about", plan.medicines(), Integer.MAX_VALUE);
    advice(page, "Tests that can help", plan.tests(), Integer.MAX_VALUE);
    advice(page, "Tests advised against", plan.avoidTests(), Integer.MAX_VALUE);
    advice(page, "Come back or call for help", plan.comeBack(), Integer.MAX_VALUE);
  }

  /// The first `full` with their details, of the others the titles.
  private void advice(TextPage page, String title, List<Advice> list, int full) {
    if (list.isEmpty()) {
      return;
    }
    page.blank().paragraph("", title, Tone.STRONG);
    List<String> checked = List.of();
    for (Advice advice : list.stream().limit(full).toList()) {
      page.bullet(advice.action().title() + ". " + advice.action().say());
      for (String line : details(advice)) {
        page.paragraph("    ", line, Tone.FAINT);
      }
      if (!advice.check().isEmpty()) {
        check(page, advice, advice.check().equals(checked));
        checked = advice.check();
      }
    }
    if (list.size() > full) {
      page.bullet(
          "Also: "
              + String.join(
                  "; ", list.stream().skip(full).map(advice -> advice.action().title()).toList())
              + ". (--format html gives all of it in full.)");
    }
  }

  /// What must be known before the advice is followed.
  private void check(TextPage page, Advice advice, boolean asBefore) {
    page.paragraph(
        "    ",
        "Check first: "
            + (asBefore
                ? "the same."
                : String.join("; ", advice.check().stream().map(words::finding).toList())
                    + "."
                    + (advice.action().instead().isEmpty()
                        ? ""
                        : " If so: " + advice.action().instead())),
        Tone.NONE);
  }

  private static List<String> details(Advice advice) {
    List<String> lines = new ArrayList<>();
    var action = advice.action();
    labelled(lines, "How often", action.howOften());
    labelled(lines, "Stop", action.stop());
    labelled(lines, "Why", action.why());
    if (action.kind() == CareAction.Kind.MEDICINE) {
      labelled(lines, "Benefit", action.benefit());
    }
    return lines;
  }

  private static void labelled(List<String> lines, String label, String text) {
    if (!text.isEmpty()) {
      lines.add(label + ": " + text);
    }
  }

  private void limits(TextPage page, Assessment a) {
    page.heading("What this cannot tell");
    a.limits().forEach(page::bullet);
    if (!a.leftOut().isEmpty()) {
      page.bullet(Words.plural(a.leftOut().size(), "finding") + " given and not used here:");
      a.leftOut()
          .forEach((finding, why) ->
              page.paragraph("      ", words.finding(finding) + ": " + why, Tone.FAINT));
    }
    page.blank().rule();
    page.paragraph(Shown.DISCLAIMER);
    page.paragraph("", "Knowledge " + a.knowledgeVersion(), Tone.FAINT);
  }
}
