package org.lasegue.report;

import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.lasegue.assessment.Answer;
import org.lasegue.assessment.Assessment;
import org.lasegue.assessment.Assessment.Advice;
import org.lasegue.assessment.Assessment.Cause;
import org.lasegue.assessment.Assessment.FiredRule;
import org.lasegue.assessment.Case;
import org.lasegue.assessment.Case.Where;
import org.lasegue.knowledge.Finding;
import org.lasegue.knowledge.Knowledge;

/// Findings that a person does not want printed, with those that would give them away: what implies
/// one of them, and what is known only because one of them implies it.
record Withheld(Set<String> findings) {
  static final String REASON = "For a reason the person chose not to print.";

  private static final Set<String> SIDES_AND_DETAILS =
      Set.of("left", "right", "since-hours", "since-days", "severity", "onset", "course", "new");

  /// @throws IllegalArgumentException for an id that is no finding
  static Withheld of(Set<String> chosen, Case subject, Knowledge knowledge) {
    Set<String> all = new HashSet<>();
    chosen.forEach(id -> all.add(knowledge.findingById(id).id()));
    boolean grown = !all.isEmpty();
    while (grown) {
      Set<String> more = new HashSet<>();
      for (Finding finding : knowledge.findings().values()) {
        boolean told = told(finding, subject);
        if (told && (saysAnyOf(all, finding))) {
          more.add(finding.id());
        }
        if (all.contains(finding.id())) {
          finding.implies().stream().filter(i -> told && !answered(i, subject)).forEach(more::add);
          finding
              .meansBoth()
              .filter(each -> told || onBothSides(knowledge.findingById(each), subject))
              .ifPresent(more::add);
        }
      }
      grown = all.addAll(more);
    }
    return new Withheld(Set.copyOf(all));
  }

  private static boolean saysAnyOf(Set<String> all, Finding finding) {
    return finding.implies().stream().anyMatch(all::contains)
        || finding.meansBoth().filter(all::contains).isPresent();
  }

  private static boolean answered(String finding, Case subject) {
    return subject.findings().keySet().stream().anyMatch(k -> k.finding().equals(finding));
  }

  /// Whether the case says anything but that the finding is normal.
  private static boolean told(Finding finding, Case subject) {
    return Arrays.stream(Where.values()).anyMatch(where -> told(finding, subject, where));
  }

  private static boolean told(Finding finding, Case subject, Where where) {
    Answer answer = subject.findings().get(new Case.Key(finding.id(), where));
    return switch (answer) {
      case null -> false;
      case Answer.Known known -> known.level() != finding.type().normal();
      case Answer.Unsure _, Answer.Past _ -> true;
    };
  }

  private static boolean onBothSides(Finding finding, Case subject) {
    return told(finding, subject, Where.LEFT) && told(finding, subject, Where.RIGHT);
  }

  /// Whether a key, a reason of a rule or a name in an expression (`leg-weakness@left`,
  /// `temperature 38.2`, `leg-pain-since-days`) is one of these findings.
  boolean names(String key) {
    String name = key.split("[@ ]", 2)[0];
    if (findings.contains(name)) {
      return true;
    }
    return findings.stream()
        .map(id -> id.replace('.', '-'))
        .anyMatch(id ->
            name.equals(id)
                || name.startsWith(id + "-")
                    && SIDES_AND_DETAILS.contains(name.substring(id.length() + 1)));
  }

  /// The assessment as it may be printed. Level and who to see stay; advice that rests on such a
  /// finding or must be checked against it is left out, since without that check it could harm.
  Assessment without(Assessment a) {
    if (findings.isEmpty()) {
      return a;
    }
    Map<Case.Key, Answer> answers = new LinkedHashMap<>(a.subject().findings());
    answers.keySet().removeIf(key -> names(key.finding()));
    Map<String, String> leftOut = new LinkedHashMap<>(a.leftOut());
    leftOut.keySet().removeIf(this::names);
    Case subject = a.subject();
    return new Assessment(
        a.knowledgeVersion(),
        a.mode(),
        new Case(subject.id(), subject.person(), answers, subject.other(), subject.expected()),
        urgency(a.urgency()),
        a.causes().stream().map(this::cause).toList(),
        a.localisation(),
        kept(a.next(), q -> names(q.id())),
        kept(a.wouldChange(), c -> names(c.finding())),
        plan(a.plan()),
        kept(a.unasked(), this::names),
        a.limits(),
        leftOut);
  }

  private Assessment.UrgencyResult urgency(Assessment.UrgencyResult u) {
    Set<FiredRule> fired = new LinkedHashSet<>();
    u.fired().forEach(rule -> fired.add(rule(rule)));
    return new Assessment.UrgencyResult(
        u.level(),
        u.possible(),
        List.copyOf(fired),
        kept(u.open(), r -> r.missing().stream().anyMatch(m -> names(m.replace('_', '-')))),
        u.risks(),
        kept(u.loweredBy(), l -> names(l.finding())),
        u.see(),
        u.restsOnWideNumbers());
  }

  /// Its id, words and sources would tell what it rests on.
  private FiredRule rule(FiredRule rule) {
    boolean rests =
        rule.because().stream().anyMatch(this::names)
            || rule.stoodDownBy().stream().anyMatch(this::names);
    return rests
        ? new FiredRule("", rule.level(), List.of(), REASON, "", rule.see(), false, List.of())
        : rule;
  }

  private Cause cause(Cause c) {
    return new Cause(
        c.condition(),
        c.probability(),
        c.low(),
        c.high(),
        kept(c.forIt(), w -> names(w.finding())),
        kept(c.against(), w -> names(w.finding())));
  }

  private Assessment.Plan plan(Assessment.Plan p) {
    return new Assessment.Plan(
        p.withheld(),
        kept(p.until(), this::tells),
        kept(p.act(), this::tells),
        kept(p.dont(), this::tells),
        kept(p.medicines(), this::tells),
        kept(p.tests(), this::tells),
        kept(p.avoidTests(), this::tells),
        kept(p.comeBack(), this::tells),
        p.see());
  }

  private boolean tells(Advice advice) {
    return advice.mine().stream().anyMatch(this::names)
        || advice.check().stream().anyMatch(this::names)
        || Arrays.stream(advice.action().whenFor().split("[^A-Za-z0-9_]+"))
            .map(word -> word.replace('_', '-'))
            .anyMatch(word -> names(word) && !findings.contains(word));
  }

  private static <T> List<T> kept(List<T> list, Predicate<T> withheld) {
    return list.stream().filter(withheld.negate()).toList();
  }
}
