package org.lasegue.assessment.evaluation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.lasegue.assessment.Assessor;
import org.lasegue.assessment.Brief;
import org.lasegue.assessment.Case;
import org.lasegue.assessment.CaseReader;
import org.lasegue.assessment.Mode;
import org.lasegue.assessment.Outline;
import org.lasegue.assessment.Outline.Ranked;
import org.lasegue.inference.mixture.ImpossibleException;
import org.lasegue.knowledge.Urgency;

/// One case on which two states of the knowledge differ in urgency or first cause, or which one of
/// them cannot judge.
///
/// @param before empty where the earlier state cannot judge the case, @param after likewise
/// @param why rules that hold in one only, and how the probabilities of the first causes moved
public record Difference(
    String id, Mode mode, Optional<Judged> before, Optional<Judged> after, List<String> why) {

  /// @param first the first cause, empty where none is ranked
  public record Judged(Urgency level, Optional<String> first) {}

  public boolean urgencyChanged() {
    return before.isPresent() && after.isPresent() && before.get().level() != after.get().level();
  }

  public boolean firstChanged() {
    return before.isPresent()
        && after.isPresent()
        && !before.get().first().equals(after.get().first());
  }

  /// Compares two states of the knowledge case by case. A case is read by each, as one may know
  /// findings that the other does not.
  public static final class Comparison {
    private final Assessor before;
    private final Assessor after;
    private final CaseReader readBefore;
    private final CaseReader readAfter;

    public Comparison(Assessor before, Assessor after) {
      this.before = before;
      this.after = after;
      this.readBefore = new CaseReader(before.knowledge());
      this.readAfter = new CaseReader(after.knowledge());
    }

    /// @param text one case of format 1, @param id by which to name it if neither can read it
    public Optional<Difference> of(String text, String id, Mode mode) {
      Optional<Case> old = read(readBefore, text, id);
      Optional<Case> now = read(readAfter, text, id);
      Optional<Outline> was = old.flatMap(c -> outline(before, c, mode));
      Optional<Outline> is = now.flatMap(c -> outline(after, c, mode));
      Optional<Judged> oldJudged = was.map(Comparison::judged);
      Optional<Judged> newJudged = is.map(Comparison::judged);
      if (oldJudged.equals(newJudged)) {
        return Optional.empty();
      }
      List<String> why = new ArrayList<>();
      if (was.isEmpty()) {
        why.add(old.isEmpty() ? "could not be read before" : "was impossible before");
      } else if (is.isEmpty()) {
        why.add(now.isEmpty() ? "can no longer be read" : "is impossible now");
      } else {
        rules(before.brief(old.orElseThrow(), mode), after.brief(now.orElseThrow(), mode), why);
        moved(was.get(), is.get(), why);
      }
      String name = now.or(() -> old).map(Case::id).orElse(id);
      return Optional.of(new Difference(name, mode, oldJudged, newJudged, List.copyOf(why)));
    }

    private static Optional<Case> read(CaseReader reader, String text, String id) {
      return reader.read(text, id, 1) instanceof CaseReader.Result.Accepted accepted
          ? Optional.of(accepted.value())
          : Optional.empty();
    }

    private static Optional<Outline> outline(Assessor assessor, Case subject, Mode mode) {
      try {
        return Optional.of(assessor.outline(subject, mode));
      } catch (ImpossibleException e) {
        return Optional.empty();
      }
    }

    private static Judged judged(Outline outline) {
      return new Judged(
          outline.level(), outline.ranked().stream().findFirst().map(Ranked::condition));
    }

    private static void rules(Brief was, Brief is, List<String> why) {
      was.fired().stream()
          .filter(r -> !is.fired().contains(r))
          .forEach(r -> why.add("rule no longer holds: " + r));
      is.fired().stream()
          .filter(r -> !was.fired().contains(r))
          .forEach(r -> why.add("rule holds now: " + r));
    }

    /// The first cause of either, with what both think of it.
    private static void moved(Outline was, Outline is, List<String> why) {
      List<String> first = new ArrayList<>();
      was.ranked().stream().findFirst().ifPresent(r -> first.add(r.condition()));
      is.ranked().stream()
          .findFirst()
          .filter(r -> !first.contains(r.condition()))
          .ifPresent(r -> first.add(r.condition()));
      for (String condition : first) {
        why.add(condition + ": " + percent(was, condition) + " to " + percent(is, condition));
      }
    }

    private static String percent(Outline outline, String condition) {
      return outline.ranked().stream()
          .filter(r -> r.condition().equals(condition))
          .findFirst()
          .map(r -> String.format(java.util.Locale.ROOT, "%.1f %%", 100 * r.probability()))
          .orElse("unknown");
    }
  }
}
