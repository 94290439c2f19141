package org.lasegue.assessment;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.lasegue.assessment.Case.Key;
import org.lasegue.assessment.Case.Where;
import org.lasegue.assessment.Person.Pregnancy;
import org.lasegue.knowledge.Condition.Organ;
import org.lasegue.knowledge.Finding;
import org.lasegue.knowledge.Knowledge;
import org.lasegue.knowledge.ValueType;

/// A case as expressions see it: what is known of each name, and nothing for what is not.
///
/// @param mode findings outside it are not seen
/// @param unsureCounts whether "not sure" and "was there, is gone" are read as the worst, as if the
///   answer were yes: a danger sign that has passed is not a danger that was never there
/// @param age the age to use where only a range is known
/// @param result what is known of the result, for care: `likely`, `likely_families`, `urgency`,
///   `axis`
record Facts(
    Case subject,
    Knowledge knowledge,
    Vocabulary vocabulary,
    Mode mode,
    boolean unsureCounts,
    OptionalInt age,
    Map<String, Object> result) {

  /// Weeks from which a pregnancy is no longer an early one.
  private static final int LATE = 20;

  Optional<Object> value(Vocabulary.Term term) {
    return switch (term) {
      case Vocabulary.Term.Person p -> person(p.name());
      case Vocabulary.Term.Value v -> finding(v.finding(), v.place());
      case Vocabulary.Term.Detail d -> detail(d.finding(), d.name());
    };
  }

  private Optional<Object> person(String name) {
    Person person = subject.person();
    Pregnancy pregnancy = person.pregnancy();
    return switch (name) {
      case "age" -> age.isPresent() ? Optional.of((double) age.getAsInt()) : Optional.empty();
      case "sex" -> person.sex().map(org.lasegue.knowledge.yaml.Fields::hyphenated);
      case "has_uterus" -> person.has(Organ.UTERUS).map(b -> b);
      case "has_testes" -> person.has(Organ.TESTES).map(b -> b);
      case "has_prostate" -> person.has(Organ.PROSTATE).map(b -> b);
      case "pregnant" ->
          switch (pregnancy.state()) {
            case PREGNANT -> Optional.of(true);
            case NOT_PREGNANT, POSTPARTUM -> Optional.of(false);
            case POSSIBLE -> Optional.empty();
            case UNKNOWN -> person.mayBePregnant() ? Optional.empty() : Optional.of(false);
          };
      case "possibly_pregnant" ->
          switch (pregnancy.state()) {
            case PREGNANT, POSSIBLE -> Optional.of(true);
            case NOT_PREGNANT, POSTPARTUM -> Optional.of(false);
            case UNKNOWN -> person.mayBePregnant() ? Optional.empty() : Optional.of(false);
          };
      case "possibly_early_pregnant" ->
          pregnancy.state() == Pregnancy.State.PREGNANT && pregnancy.weeks().orElse(0) >= LATE
              ? Optional.of(false)
              : person("possibly_pregnant");
      case "postpartum" ->
          switch (pregnancy.state()) {
            case POSTPARTUM -> Optional.of(true);
            case PREGNANT, NOT_PREGNANT, POSSIBLE -> Optional.of(false);
            case UNKNOWN -> person.mayBePregnant() ? Optional.empty() : Optional.of(false);
          };
      case "pregnancy_weeks" ->
          pregnancy.state() == Pregnancy.State.PREGNANT ? weeks(pregnancy) : Optional.empty();
      case "postpartum_weeks" ->
          pregnancy.state() == Pregnancy.State.POSTPARTUM ? weeks(pregnancy) : Optional.empty();
      case "answered_by_other" -> Optional.of(person.answeredByOther());
      default -> Optional.ofNullable(result.get(name));
    };
  }

  private static Optional<Object> weeks(Pregnancy pregnancy) {
    return pregnancy.weeks().isPresent()
        ? Optional.of((double) pregnancy.weeks().getAsInt())
        : Optional.empty();
  }

  private Optional<Object> finding(Finding finding, Optional<Where> place) {
    if (!mode.allows(finding)) {
      return Optional.empty();
    }
    if (finding.meansBoth().isPresent()) {
      return bothSides(finding);
    }
    if (!finding.sided()) {
      return read(finding, List.of(new Key(finding.id(), Where.WHOLE)), 1);
    }
    if (place.isPresent()) {
      return read(finding, List.of(new Key(finding.id(), place.get())), 1);
    }
    return read(
        finding,
        List.of(
            new Key(finding.id(), Where.LEFT),
            new Key(finding.id(), Where.RIGHT),
            new Key(finding.id(), Where.SOME_SIDE)),
        2);
  }

  /// The worst of what is known at these keys; normal only when `needed` of them are known to be
  /// normal.
  private Optional<Object> read(Finding finding, List<Key> keys, int needed) {
    ValueType type = finding.type();
    int worst = -1;
    OptionalDouble number = OptionalDouble.empty();
    int known = 0;
    for (Key key : keys) {
      Answer answer = effective(key, finding);
      if (answer instanceof Answer.Known k) {
        known++;
        if (worst < 0 || badness(type, k.level()) > badness(type, worst)) {
          worst = k.level();
          number = k.number();
        }
      }
    }
    boolean cannotBe = !subject.person().mayHave(finding);
    if (worst < 0) {
      return cannotBe && type instanceof ValueType.Present ? Optional.of(false) : Optional.empty();
    }
    boolean abnormal = worst != type.normal();
    if (type instanceof ValueType.Present) {
      if (abnormal) {
        return Optional.of(true);
      }
      return known >= needed || cannotBe ? Optional.of(false) : Optional.empty();
    }
    if (type instanceof ValueType.Quantity) {
      return number.isPresent() ? Optional.of(number.getAsDouble()) : Optional.empty();
    }
    return Optional.of(type.levelName(worst));
  }

  private static int badness(ValueType type, int level) {
    return Math.abs(level - type.normal());
  }

  /// The answer at a key, or what another answer implies for it.
  private @Nullable Answer effective(Key key, Finding finding) {
    if (!showing(key).isEmpty()) {
      return new Answer.Known(1);
    }
    Answer answer = subject.findings().get(key);
    if (answer instanceof Answer.Known) {
      return answer;
    }
    if (unsureCounts && (answer instanceof Answer.Unsure || answer instanceof Answer.Past)) {
      int worst = finding.type().levels() - 1;
      return finding.type() instanceof ValueType.Quantity ? null : new Answer.Known(worst);
    }
    if (finding.type() instanceof ValueType.Present) {
      if (impliedPresent(key)) {
        return new Answer.Known(1);
      }
      if (impliedAbsent(key, finding)) {
        return new Answer.Known(0);
      }
    }
    return null;
  }

  /// What was found that shows a finding of which nobody told; empty where somebody told of it.
  List<Map.Entry<Key, Answer.Known>> shownBy(Vocabulary.Term term) {
    if (!(term instanceof Vocabulary.Term.Value value)) {
      return List.of();
    }
    List<Map.Entry<Key, Answer.Known>> result = new ArrayList<>();
    for (Where where : value.place().map(List::of).orElse(List.of(Where.values()))) {
      Key key = new Key(value.finding().id(), where);
      if (abnormal(key, value.finding())) {
        return List.of();
      }
      result.addAll(showing(key));
    }
    return result;
  }

  /// What was found at the same place that shows it, as a muscle graded 4 shows a weak leg.
  private List<Map.Entry<Key, Answer.Known>> showing(Key key) {
    List<Map.Entry<Key, Answer.Known>> result = new ArrayList<>();
    for (Finding other : vocabulary.showing(key.finding())) {
      Key found = new Key(other.id(), key.where());
      if (mode.allows(other)
          && subject.findings().get(found) instanceof Answer.Known k
          && k.level() != other.type().normal()) {
        result.add(Map.entry(found, k));
      }
    }
    return result;
  }

  private boolean impliedPresent(Key key) {
    for (Finding other : vocabulary.impliers(key.finding())) {
      if (other.implies().contains(key.finding()) && mode.allows(other)) {
        for (Where where : Where.values()) {
          boolean sameSide = where == key.where() || key.where() == Where.WHOLE;
          if (sameSide && abnormal(new Key(other.id(), where), other)) {
            return true;
          }
        }
      }
      if (other.meansBoth().equals(Optional.of(key.finding()))
          && (key.where() == Where.LEFT || key.where() == Where.RIGHT)
          && abnormal(new Key(other.id(), Where.WHOLE), other)) {
        return true;
      }
    }
    return false;
  }

  private boolean abnormal(Key key, Finding finding) {
    Answer answer = subject.findings().get(key);
    if (answer instanceof Answer.Known k) {
      return k.level() != finding.type().normal();
    }
    return unsureCounts && (answer instanceof Answer.Unsure || answer instanceof Answer.Past);
  }

  private boolean impliedAbsent(Key key, Finding finding) {
    for (String implied : finding.implies()) {
      Finding to = knowledge.findingById(implied);
      for (Where where : CaseReader.impliedPlaces(key.where(), to)) {
        if (subject.findings().get(new Key(implied, where)) instanceof Answer.Known k
            && k.level() == 0) {
          return true;
        }
      }
    }
    return false;
  }

  private Optional<Object> bothSides(Finding finding) {
    Optional<Object> own = read(finding, List.of(new Key(finding.id(), Where.WHOLE)), 1);
    if (own.isPresent()) {
      return own;
    }
    Finding each = knowledge.findingById(finding.meansBoth().orElseThrow());
    List<Optional<Object>> sides = new ArrayList<>();
    for (Where where : List.of(Where.LEFT, Where.RIGHT)) {
      sides.add(read(each, List.of(new Key(each.id(), where)), 1));
    }
    if (sides.stream().anyMatch(s -> s.equals(Optional.of(false)))) {
      return Optional.of(false);
    }
    return sides.stream().allMatch(s -> s.equals(Optional.of(true)))
        ? Optional.of(true)
        : Optional.empty();
  }

  private Optional<Object> detail(Finding finding, String name) {
    if (!mode.allows(finding)) {
      return Optional.empty();
    }
    return switch (name) {
      case "since_hours" -> number(finding, Answer.Details::sinceHours);
      case "since_days" ->
          number(finding, Answer.Details::sinceHours).map(hours -> (Object) ((double) hours / 24));
      case "severity" -> number(finding, Answer.Details::severity);
      case "onset" -> first(finding, d -> d.onset().map(o -> o));
      case "course" -> first(finding, d -> d.course().map(o -> o));
      default -> first(finding, d -> d.isNew().map(o -> o));
    };
  }

  private Optional<Object> number(Finding finding, Function<Answer.Details, OptionalDouble> read) {
    return first(
        finding,
        d -> {
          OptionalDouble value = read.apply(d);
          return value.isPresent() ? Optional.of(value.getAsDouble()) : Optional.empty();
        });
  }

  private Optional<Object> first(Finding finding, Function<Answer.Details, Optional<Object>> read) {
    for (Where where : Where.values()) {
      if (subject.findings().get(new Key(finding.id(), where)) instanceof Answer.Known k) {
        Optional<Object> value = read.apply(k.details());
        if (value.isPresent()) {
          return value;
        }
      }
    }
    return Optional.empty();
  }
}
