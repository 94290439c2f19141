package org.lasegue.web.visit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.lasegue.assessment.Answer;
import org.lasegue.assessment.Case;
import org.lasegue.assessment.Case.Where;
import org.lasegue.assessment.CaseReader;
import org.lasegue.assessment.Person;
import org.lasegue.assessment.followup.Diary;
import org.lasegue.assessment.followup.FollowUp;
import org.lasegue.knowledge.Knowledge;
import org.lasegue.report.CaseJson;
import org.springframework.stereotype.Component;

/// Visits as cases and back. What a line says does not change, and most people answer most
/// questions alike, so the lines read last are remembered: a page would else read some forty of
/// them several times.
@Component
public final class Cases {
  /// A case of which nothing is known.
  public static final Case NOTHING =
      new Case("visit", Person.UNKNOWN, Map.of(), List.of(), Optional.empty());

  private static final int REMEMBERED = 5_000;

  private final Knowledge knowledge;
  private final CaseReader reader;
  private final CaseJson writer;
  private final Cache<String, Case> remembered =
      Caffeine.newBuilder()
          .maximumSize(REMEMBERED)
          .expireAfterAccess(Duration.ofMinutes(10))
          .build();

  private final FollowUp followUp;

  public Cases(Knowledge knowledge, FollowUp followUp) {
    this.knowledge = knowledge;
    this.reader = new CaseReader(knowledge);
    this.writer = new CaseJson(knowledge);
    this.followUp = followUp;
  }

  /// Answers as a line of a case file.
  public String line(Case answers) {
    return writer.line(answers).strip();
  }

  /// A line written by [#line]; nothing where this version cannot read it any more, so that the
  /// step is asked again.
  public Case read(String line) {
    return remembered.get(line, this::parsed);
  }

  private Case parsed(String line) {
    return reader.read(line, "visit", 1) instanceof CaseReader.Result.Accepted accepted
        ? accepted.value()
        : NOTHING;
  }

  /// What the person said, in the interview and in the diary. A danger that was said to be there
  /// and whose details are still to come counts as unsure: it must not read as nothing meanwhile.
  public Case told(Visit visit) {
    Case replied = replied(visit);
    Map<Case.Key, Answer> findings = new LinkedHashMap<>(replied.findings());
    open(visit).forEach(key -> findings.putIfAbsent(key, new Answer.Unsure()));
    Case all =
        new Case(replied.id(), replied.person(), findings, replied.other(), replied.expected());
    Diary diary = visit.diary();
    return visit
        .began()
        .or(diary::first)
        .map(began -> followUp.with(all, diary, began))
        .orElse(all);
  }

  /// The replies alone, without the diary.
  public Case replied(Visit visit) {
    Map<Case.Key, Answer> findings = new LinkedHashMap<>();
    Person p = Person.UNKNOWN;
    for (Reply reply : visit.replies().values()) {
      Case answers = read(reply.answers());
      findings.putAll(answers.findings());
      p = joined(p, answers.person());
    }
    return new Case(
        NOTHING.id(),
        new Person(p.ageFrom(), p.ageTo(), p.sex(), p.organs(), p.pregnancy(), visit.forOther()),
        findings,
        NOTHING.other(),
        NOTHING.expected());
  }

  /// What a "yes" to a danger question covers where its details are not given.
  private List<Case.Key> open(Visit visit) {
    return visit.replies().values().stream()
        .filter(r -> r.said() == Reply.Said.YES)
        .filter(r -> !visit.replies().containsKey(r.step() + Visit.DETAILS))
        .flatMap(r -> covered(r).stream())
        .toList();
  }

  private List<Case.Key> covered(Reply danger) {
    return knowledge.screens().stream()
        .filter(s -> danger.step().equals("danger:" + s.id()))
        .flatMap(s -> s.findings().stream())
        .map(knowledge::findingById)
        .flatMap(f ->
            (f.sided() ? List.of(Where.LEFT, Where.RIGHT) : List.of(Where.WHOLE))
                .stream().map(where -> new Case.Key(f.id(), where)))
        .toList();
  }

  /// What the person said and what was found on examination and by tests.
  public Case examined(Visit visit) {
    Case told = told(visit);
    return visit.examination().map(line -> joined(told, read(line))).orElse(told);
  }

  /// Steps that were put, whatever was answered.
  public Set<String> asked(Visit visit) {
    return new LinkedHashSet<>(visit.replies().keySet());
  }

  /// Findings that the person keeps out of what is printed or passed on.
  public Set<String> withheld(Visit visit) {
    Set<String> result = new LinkedHashSet<>();
    visit.replies().values().stream()
        .filter(visit::withholds)
        .forEach(r -> {
          read(r.answers()).findings().keySet().forEach(k -> result.add(k.finding()));
          covered(r).forEach(k -> result.add(k.finding()));
        });
    return result;
  }

  private static Case joined(Case first, Case second) {
    Map<Case.Key, Answer> findings = new LinkedHashMap<>(first.findings());
    findings.putAll(second.findings());
    return new Case(
        first.id(),
        joined(first.person(), second.person()),
        findings,
        first.other(),
        first.expected());
  }

  private static Person joined(Person first, Person second) {
    return new Person(
        second.ageFrom().isPresent() ? second.ageFrom() : first.ageFrom(),
        second.ageTo().isPresent() ? second.ageTo() : first.ageTo(),
        second.sex().or(first::sex),
        second.organs().or(first::organs),
        second.pregnancy().equals(Person.Pregnancy.UNKNOWN)
            ? first.pregnancy()
            : second.pregnancy(),
        first.answeredByOther() || second.answeredByOther());
  }
}
