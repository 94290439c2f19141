package org.lasegue.assessment;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.lasegue.knowledge.CareAction;
import org.lasegue.knowledge.Choice;
import org.lasegue.knowledge.Claim;
import org.lasegue.knowledge.Condition;
import org.lasegue.knowledge.Contact;
import org.lasegue.knowledge.Finding;
import org.lasegue.knowledge.FollowUpKnowledge;
import org.lasegue.knowledge.Knowledge;
import org.lasegue.knowledge.NaturalCourse;
import org.lasegue.knowledge.PreventionEffect;
import org.lasegue.knowledge.ReadingLimits;
import org.lasegue.knowledge.ReviewRule;
import org.lasegue.knowledge.Screen;
import org.lasegue.knowledge.SearchName;
import org.lasegue.knowledge.TriageRule;
import org.lasegue.knowledge.yaml.Position;
import org.lasegue.knowledge.yaml.Problem;

/// Whether the person can read what the knowledge says to them: each text within the reading
/// limits, and each question in two phrasings. Text for clinicians and titles are not measured.
final class WordingCheck {
  private static final Pattern WORD_ENDS = Pattern.compile("[^\\p{L}\\p{N}]+");

  private final Knowledge knowledge;
  private final Map<String, List<ReadingLimits.Text>> byKind = new LinkedHashMap<>();
  private final List<Problem> problems = new ArrayList<>();

  private WordingCheck(Knowledge knowledge) {
    this.knowledge = knowledge;
  }

  static List<Problem> check(Knowledge knowledge) {
    WordingCheck check = new WordingCheck(knowledge);
    check.collect();
    check.byKind.forEach((kind, texts) ->
        check.problems.addAll(
            ReadingLimits.problems(kind, texts, knowledge.medicalNames().keySet())));
    check.unusedNames();
    check.phrasings();
    return check.problems;
  }

  private void text(String kind, Position at, String id, String field, String words) {
    if (!words.isEmpty()) {
      byKind
          .computeIfAbsent(kind, _ -> new ArrayList<>())
          .add(new ReadingLimits.Text(at, "'" + field + "' of '" + id + "'", words));
    }
  }

  private void collect() {
    for (Finding f : knowledge.findings().values()) {
      if (f.answeredBy() == Finding.AnsweredBy.PERSON) {
        text("the findings", f.at(), f.id(), "ask", f.ask());
        text("the findings", f.at(), f.id(), "ask-again", f.askAgain());
        text("the findings", f.at(), f.id(), "help", f.help());
        text("the findings", f.at(), f.id(), "why", f.why());
      }
    }
    for (Screen s : knowledge.screens()) {
      text("the danger screen", s.at(), s.id(), "ask", s.ask());
      text("the danger screen", s.at(), s.id(), "ask-again", s.askAgain());
      text("the danger screen", s.at(), s.id(), "help", s.help());
      text("the danger screen", s.at(), s.id(), "why", s.why());
    }
    for (TriageRule r : knowledge.rules()) {
      text("the rules", r.at(), r.id(), "say", r.say());
      text("the first signs", r.at(), r.id(), "sign", r.sign());
    }
    for (CareAction a : knowledge.care().values()) {
      text("care", a.at(), a.id(), "say", a.say());
      text("care", a.at(), a.id(), "how-often", a.howOften());
      text("care", a.at(), a.id(), "progress", a.progress());
      text("care", a.at(), a.id(), "stop", a.stop());
      text("care", a.at(), a.id(), "why", a.why());
      text("care", a.at(), a.id(), "benefit", a.benefit());
      text("care", a.at(), a.id(), "instead", a.instead());
    }
    FollowUpKnowledge over = knowledge.followUp();
    over.plan().stream()
        .flatMap(p -> p.items().stream())
        .forEach(i ->
            Stream.of(i.howOften(), i.progress(), i.stop())
                .flatMap(Optional::stream)
                .forEach(s -> text("care over time", i.at(), i.care(), "plan", s.text())));
    over.progressions()
        .forEach(
            p -> text("care over time", p.at(), p.felt() + " and " + p.change(), "say", p.say()));
    for (NaturalCourse c : over.courses()) {
      text("care over time", c.at(), c.id(), "say", c.say().text());
      text("care over time", c.at(), c.id(), "caution", c.caution().text());
    }
    for (ReviewRule r : over.reviews()) {
      text("care over time", r.at(), r.id(), "say", r.say());
      text("care over time", r.at(), r.id(), "why", r.why());
    }
    for (Choice c : over.choices()) {
      text("care over time", c.at(), c.id(), "say", c.say().text());
      c.options().forEach(o -> text("care over time", c.at(), o.id(), "say", o.say()));
      c.outcomes().forEach(o -> text("care over time", c.at(), o.id(), "say", o.say()));
      c.notes().forEach(n -> text("care over time", c.at(), c.id(), "say", n.say()));
    }
    for (PreventionEffect p : over.prevention()) {
      text("care over time", p.at(), p.id(), "say", p.say());
    }
    over.danger()
        .forEach(d ->
            text(
                "care over time", d.at(), d.screen().or(d::finding).orElseThrow(), "why", d.why()));
    for (Condition c : knowledge.conditions().values()) {
      text("the conditions", c.at(), c.id(), "explain", c.explain());
      text("the courses", c.at(), c.id(), "course", c.course());
      c.page()
          .ifPresent(p ->
              p.sections()
                  .forEach(
                      (section, said) -> text("the pages", c.at(), c.id(), section, said.words())));
    }
    for (SearchName n : knowledge.names()) {
      text("the names", n.at(), n.id(), "explain", n.explain());
    }
    for (Claim c : knowledge.claims()) {
      text("the claims", c.at(), c.id(), "say-instead", c.sayInstead());
    }
    for (Contact c : knowledge.contacts().values()) {
      for (Contact.Line line : c.lines()) {
        text("the contacts", line.at(), line.name(), "say", line.say());
      }
    }
  }

  /// A name that no text uses only widens what the grade does not see.
  private void unusedNames() {
    Set<String> used =
        byKind.values().stream()
            .flatMap(List::stream)
            .flatMap(t -> WORD_ENDS.splitAsStream(t.words().toLowerCase(Locale.ROOT)))
            .collect(Collectors.toSet());
    knowledge
        .medicalNames()
        .forEach((name, at) -> {
          if (!used.contains(name)) {
            problems.add(
                new Problem(
                    at, "no text for the person uses the medical name '" + name + "'; remove it"));
          }
        });
  }

  private void phrasings() {
    for (Finding f : knowledge.findings().values()) {
      if (f.answeredBy() == Finding.AnsweredBy.PERSON || f.mustAsk()) {
        twoPhrasings(f.at(), f.id(), f.ask(), f.askAgain());
      }
    }
    for (Screen s : knowledge.screens()) {
      twoPhrasings(s.at(), s.id(), s.ask(), s.askAgain());
    }
  }

  private void twoPhrasings(Position at, String id, String ask, String askAgain) {
    String first = bare(ask);
    String second = bare(askAgain);
    if (first.isEmpty() || second.isEmpty() || first.equals(second)) {
      problems.add(
          new Problem(
              at,
              "'"
                  + id
                  + "' is asked of the person and needs two phrasings: 'ask', and 'ask-again' in"
                  + " other words"));
    }
  }

  private static String bare(String question) {
    return WORD_ENDS.matcher(question.toLowerCase(Locale.ROOT)).replaceAll(" ").strip();
  }
}
