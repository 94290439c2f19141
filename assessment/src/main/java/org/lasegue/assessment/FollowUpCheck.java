package org.lasegue.assessment;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import org.lasegue.knowledge.Basis;
import org.lasegue.knowledge.CareAction;
import org.lasegue.knowledge.Choice;
import org.lasegue.knowledge.FollowUpKnowledge;
import org.lasegue.knowledge.Instrument;
import org.lasegue.knowledge.Knowledge;
import org.lasegue.knowledge.NaturalCourse;
import org.lasegue.knowledge.PlanPart;
import org.lasegue.knowledge.PreventionEffect;
import org.lasegue.knowledge.Progression;
import org.lasegue.knowledge.Screen;
import org.lasegue.knowledge.Sentence;
import org.lasegue.knowledge.yaml.Nearest;
import org.lasegue.knowledge.yaml.Position;

/// The part of the check that concerns care over time.
///
/// @param basis counts and checks what a number or sentence rests on
/// @param expression checks an expression, @param problem takes what must be put right
record FollowUpCheck(
    Knowledge knowledge,
    BiConsumer<Basis, Position> basis,
    BiConsumer<String, Position> expression,
    BiConsumer<Position, String> problem) {

  void check() {
    FollowUpKnowledge over = knowledge.followUp();
    plan(over.plan());
    progressions(over.progressions());
    over.courses().forEach(this::course);
    basis.accept(over.painChange().basis(), new Position("followup/change.yaml", 1));
    over.reviews()
        .forEach(review -> {
          basis.accept(review.basis(), review.at());
          expression.accept(review.when(), review.at());
          care(review.care(), review.at());
        });
    over.choices().forEach(this::choice);
    over.prevention().forEach(this::prevention);
    Set<String> screens = knowledge.screens().stream().map(Screen::id).collect(Collectors.toSet());
    over.danger()
        .forEach(danger -> {
          basis.accept(danger.basis(), danger.at());
          danger
              .screen()
              .filter(id -> !screens.contains(id))
              .ifPresent(id ->
                  problem.accept(
                      danger.at(), "no danger question '" + id + "'" + Nearest.hint(id, screens)));
          danger
              .finding()
              .filter(id -> !knowledge.findings().containsKey(id))
              .ifPresent(id ->
                  problem.accept(
                      danger.at(),
                      "no finding '" + id + "'" + Nearest.hint(id, knowledge.findings().keySet())));
        });
    over.instruments().values().forEach(this::instrument);
  }

  private void care(String id, Position at) {
    if (!knowledge.care().containsKey(id)) {
      problem.accept(
          at, "no care action '" + id + "'" + Nearest.hint(id, knowledge.care().keySet()));
    }
  }

  private void plan(List<PlanPart> parts) {
    Set<String> seen = new HashSet<>();
    for (PlanPart part : parts) {
      if (part.mostItems() < 1) {
        problem.accept(part.at(), "a part of the plan shows at least one item");
      }
      for (PlanPart.Item item : part.items()) {
        care(item.care(), item.at());
        if (!seen.add(item.care())) {
          problem.accept(item.at(), "'" + item.care() + "' stands in the plan twice");
        }
        CareAction action = knowledge.care().get(item.care());
        if (action != null) {
          item(part.part(), item, action);
        }
        item.dose().ifPresent(dose -> dose(dose, item.at()));
      }
    }
  }

  /// Every item says how often, how to go on, when to stop and why; what loads the body also says
  /// for whom it is not.
  private void item(PlanPart.Part part, PlanPart.Item item, CareAction action) {
    boolean moves = part == PlanPart.Part.WALKING || part == PlanPart.Part.EXERCISE;
    if (moves && action.neverFor().isEmpty()) {
      problem.accept(item.at(), "'" + action.id() + "' loads the body and has no 'never-for'");
    }
    said(item, "how-often", action.howOften(), item.howOften());
    said(item, "progress", action.progress(), item.progress());
    said(item, "stop", action.stop(), item.stop());
    said(item, "why", action.why(), Optional.empty());
  }

  private void said(PlanPart.Item item, String key, String byAction, Optional<Sentence> added) {
    added.ifPresent(s -> basis.accept(s.basis(), item.at()));
    if (byAction.isBlank() == added.isEmpty()) {
      problem.accept(
          item.at(),
          "'"
              + item.care()
              + (added.isEmpty() ? "' has no '" + key + "'" : "' says '" + key + "' twice"));
    }
  }

  private void dose(PlanPart.Dose dose, Position at) {
    basis.accept(dose.basis(), at);
    if (dose.start() < 1 || dose.step() < 1 || dose.most() < dose.start()) {
      problem.accept(at, "a dose begins at 1 or more, has steps of 1 or more and ends no lower");
    }
    if (dose.days() < 1 || dose.days() > 7) {
      problem.accept(at, "a week has 1 to 7 days, not " + dose.days());
    }
  }

  private void progressions(List<Progression> rows) {
    Set<String> seen = new HashSet<>();
    for (Progression row : rows) {
      basis.accept(row.basis(), row.at());
      if (!seen.add(row.felt() + " " + row.change())) {
        problem.accept(row.at(), "this pair of answers stands here twice");
      }
      boolean less = row.felt() == Progression.Felt.TOO_HARD;
      if (less && row.steps() >= 0 || row.change() == Progression.Change.WORSE && row.steps() > 0) {
        problem.accept(
            row.at(), "a dose that was too hard, or after which pain grew, must not be raised");
      }
    }
    int pairs = Progression.Felt.values().length * Progression.Change.values().length;
    if (seen.size() < pairs) {
      problem.accept(
          new Position("followup/progression.yaml", 1),
          seen.size() + " of " + pairs + " pairs of answers have a row");
    }
  }

  private void course(NaturalCourse course) {
    expression.accept(course.whenFor(), course.at());
    basis.accept(course.say().basis(), course.at());
    basis.accept(course.caution().basis(), course.at());
    double before = -1;
    for (NaturalCourse.Point point : course.points()) {
      basis.accept(point.basis(), course.at());
      if (point.basis() instanceof Basis.Estimate) {
        problem.accept(course.at(), "a published course cannot rest on an estimate");
      }
      if (point.week() <= before) {
        problem.accept(course.at(), "the weeks must rise");
      }
      before = point.week();
      if (point.low() < 0
          || point.low() > point.mean()
          || point.mean() > point.high()
          || point.high() > 10) {
        problem.accept(
            course.at(), "in week " + point.week() + ": 0 <= low <= mean <= high <= 10 must hold");
      }
    }
    if (course.points().size() < 2 || course.points().getFirst().week() != 0) {
      problem.accept(course.at(), "a course has two points or more and begins at week 0");
    }
  }

  private void choice(Choice choice) {
    expression.accept(choice.whenFor(), choice.at());
    Set<String> options =
        choice.options().stream().map(Choice.Option::id).collect(Collectors.toSet());
    if (options.size() < 2) {
      problem.accept(choice.at(), "a choice has two options or more");
    }
    basis.accept(choice.say().basis(), choice.at());
    choice
        .options()
        .forEach(o -> {
          basis.accept(o.basis(), choice.at());
          o.care().ifPresent(id -> care(id, choice.at()));
        });
    choice.notes().forEach(n -> n.care().ifPresent(id -> care(id, choice.at())));
    for (Choice.Outcome outcome : choice.outcomes()) {
      basis.accept(outcome.basis(), choice.at());
      if (outcome.basis() instanceof Basis.Estimate) {
        problem.accept(choice.at(), "'" + outcome.id() + "' must come from a trial");
      }
      outcome
          .per100()
          .forEach((option, number) -> {
            if (!options.contains(option)) {
              problem.accept(
                  choice.at(), "no option '" + option + "'" + Nearest.hint(option, options));
            }
            if (number < 0 || number > 100) {
              problem.accept(choice.at(), number + " of 100 is not possible");
            }
          });
    }
    choice.notes().forEach(note -> basis.accept(note.basis(), choice.at()));
  }

  private void prevention(PreventionEffect effect) {
    basis.accept(effect.basis(), effect.at());
    effect
        .ratio()
        .ifPresent(ratio -> {
          if (ratio.low() <= 0 || ratio.low() > ratio.value() || ratio.value() > ratio.high()) {
            problem.accept(effect.at(), "0 < low <= ratio <= high must hold");
          }
          if (effect.helps() != ratio.high() < 1) {
            problem.accept(effect.at(), "it helps exactly when its whole interval lies below 1");
          }
        });
    if (effect.without().isPresent() != effect.with().isPresent()) {
      problem.accept(effect.at(), "'with' and 'without' belong together");
    }
  }

  private void instrument(Instrument instrument) {
    basis.accept(instrument.basis(), instrument.at());
    if (instrument.licence().isBlank()) {
      problem.accept(instrument.at(), "a questionnaire is bundled only with its licence");
    }
    if (instrument.items().isEmpty() || instrument.everyDays() < 1) {
      problem.accept(instrument.at(), "a questionnaire has items and a number of days");
    }
  }
}
