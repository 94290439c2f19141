package org.lasegue.assessment;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.lasegue.knowledge.Condition.Organ;
import org.lasegue.knowledge.Finding;
import org.lasegue.knowledge.Sex;

/// Who the case is about. Everything may be unknown.
///
/// @param ageFrom lowest and @param ageTo highest possible age in years; equal when the age is
///   known
/// @param organs what overrides the organs that follow from the sex
public record Person(
    OptionalInt ageFrom,
    OptionalInt ageTo,
    Optional<Sex> sex,
    Optional<Set<Organ>> organs,
    Pregnancy pregnancy,
    boolean answeredByOther) {

  /// Years between which a pregnancy is thought of that nobody mentions.
  private static final int FIRST_PREGNANCY = 10;

  private static final int LAST_PREGNANCY = 56;

  /// @param weeks of pregnancy, or since birth
  public record Pregnancy(State state, OptionalInt weeks) {
    public enum State {
      UNKNOWN,
      NOT_PREGNANT,
      POSSIBLE,
      PREGNANT,
      POSTPARTUM
    }

    public static final Pregnancy UNKNOWN = new Pregnancy(State.UNKNOWN, OptionalInt.empty());
  }

  public static final Person UNKNOWN =
      new Person(
          OptionalInt.empty(),
          OptionalInt.empty(),
          Optional.empty(),
          Optional.empty(),
          Pregnancy.UNKNOWN,
          false);

  Person with(Pregnancy other) {
    return new Person(ageFrom, ageTo, sex, organs, other, answeredByOther);
  }

  /// Whether the person has the organ; empty when that is not known.
  public Optional<Boolean> has(Organ organ) {
    if (organs.isPresent()) {
      return Optional.of(organs.get().contains(organ));
    }
    return sex.map(s -> organ == Organ.UTERUS ? s == Sex.FEMALE : s == Sex.MALE);
  }

  /// Whether the finding can be found in this person: false only where what it needs is known to be
  /// missing.
  boolean mayHave(Finding finding) {
    if (finding.only().isEmpty()) {
      return true;
    }
    return switch (finding.only().get()) {
      case UTERUS -> has(Organ.UTERUS).orElse(true);
      case TESTES -> has(Organ.TESTES).orElse(true);
      case PROSTATE -> has(Organ.PROSTATE).orElse(true);
      case PREGNANCY -> mayBePregnant();
    };
  }

  /// False where the person says so, or where age or organs rule it out.
  boolean mayBePregnant() {
    return switch (pregnancy.state()) {
      case PREGNANT, POSSIBLE -> true;
      case NOT_PREGNANT, POSTPARTUM -> false;
      case UNKNOWN ->
          has(Organ.UTERUS).orElse(true)
              && !surelyUnder(FIRST_PREGNANCY)
              && (ageFrom.isEmpty() || ageFrom.getAsInt() <= LAST_PREGNANCY);
    };
  }

  public boolean surelyUnder(int age) {
    return ageTo.isPresent() && ageTo.getAsInt() < age;
  }

  /// False where nothing is known of the age.
  boolean mayBeUnder(int age) {
    return surelyUnder(age) || ageFrom.isPresent() && ageFrom.getAsInt() < age;
  }

  /// The age where it is known exactly.
  public OptionalInt exactAge() {
    return ageFrom.isPresent() && ageFrom.equals(ageTo) ? ageFrom : OptionalInt.empty();
  }
}
