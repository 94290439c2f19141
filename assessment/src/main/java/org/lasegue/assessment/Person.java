package org.lasegue.assessment;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.lasegue.knowledge.Condition.Organ;
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

  /// Whether the person has the organ; empty when that is not known.
  public Optional<Boolean> has(Organ organ) {
    if (organs.isPresent()) {
      return Optional.of(organs.get().contains(organ));
    }
    return sex.map(s -> organ == Organ.UTERUS ? s == Sex.FEMALE : s == Sex.MALE);
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
