package org.lasegue.assessment;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SplittableRandom;
import org.lasegue.assessment.Case.Key;
import org.lasegue.assessment.Person.Pregnancy;
import org.lasegue.inference.mixture.Population;
import org.lasegue.inference.mixture.Sampler;
import org.lasegue.knowledge.Band;
import org.lasegue.knowledge.Condition.PregnancyState;
import org.lasegue.knowledge.Finding;
import org.lasegue.knowledge.Knowledge;
import org.lasegue.knowledge.Sex;

/// Draws synthetic people from the model itself, for tests, load and teaching. That a model is
/// calibrated on them proves the code, not the medicine.
///
/// Answers are missing at random, at a rate for each kind of finding, whatever their value.
public final class Simulator {
  private final Knowledge knowledge;
  private final CausalModel model;
  private final List<Cell> cells = new ArrayList<>();
  private double total;

  private record Cell(int age, Sex sex, Sampler sampler, double upTo) {}

  /// Share of findings of each kind that a case tells.
  public record Told(double context, double symptom, double sign, double test) {
    public static final Told TYPICAL = new Told(0.6, 0.6, 0.4, 0.05);

    public static final Told ALL = new Told(1, 1, 1, 1);

    double of(Finding.Kind kind) {
      return switch (kind) {
        case CONTEXT -> context;
        case SYMPTOM -> symptom;
        case SIGN -> sign;
        case TEST -> test;
      };
    }
  }

  public Simulator(Assessor assessor) {
    this.knowledge = assessor.knowledge();
    this.model = assessor.model();
    for (Band band : Band.values()) {
      for (Sex sex : Sex.values()) {
        int age = band.typicalAge();
        Population population = model.population(age, sex, Optional.empty());
        double mass = 0;
        for (double prior : population.prior()) {
          mass += prior;
        }
        double sexShare =
            sex == Sex.FEMALE
                ? knowledge.population().female()
                : 1 - knowledge.population().female();
        total += mass * sexShare * knowledge.population().bands().getOrDefault(band, 0.0);
        cells.add(new Cell(age, sex, new Sampler(model.mixture(), population), total));
      }
    }
  }

  /// One person by number: the same seed and number give the same person.
  public Case draw(long seed, int number, Told told) {
    SplittableRandom random = new SplittableRandom(seed * 1_000_003L + number);
    double at = random.nextDouble() * total;
    Cell cell = cells.stream().filter(c -> at < c.upTo()).findFirst().orElse(cells.getLast());
    Sampler.Draw draw = cell.sampler().draw(random);
    return toCase(cell, draw, random, "synthetic-" + seed + "-" + number, told);
  }

  /// One person who has the given condition as root cause.
  public Optional<Case> drawWith(String condition, long seed, int number, Told told) {
    SplittableRandom random = new SplittableRandom(seed * 1_000_003L + number);
    List<Integer> states = new ArrayList<>();
    for (int i = 0; i < model.first().size(); i++) {
      if (model.first().get(i).members().stream()
          .anyMatch(m -> m.condition().id().equals(condition))) {
        states.add(i);
      }
    }
    for (int attempt = 0; attempt < 50 && !states.isEmpty(); attempt++) {
      Cell cell = cells.get(random.nextInt(cells.size()));
      int first = states.get(random.nextInt(states.size()));
      if (cell.sampler().population().prior()[first * model.second().size()] > 0) {
        Sampler.Draw draw = cell.sampler().draw(first, 0, random);
        return Optional.of(
            toCase(cell, draw, random, "synthetic-" + condition + "-" + number, told));
      }
    }
    return Optional.empty();
  }

  private Case toCase(Cell cell, Sampler.Draw draw, SplittableRandom random, String id, Told told) {
    Map<Key, Answer> answers = new LinkedHashMap<>();
    Pregnancy pregnancy = Pregnancy.UNKNOWN;
    for (int v = 0; v < draw.levels().length; v++) {
      Key key = model.keys().get(v);
      if (key.finding().equals(CausalModel.PREGNANCY)) {
        pregnancy = pregnancy(PregnancyState.values()[draw.levels()[v]]);
        continue;
      }
      Finding finding = knowledge.findingById(key.finding());
      if (random.nextDouble() < told.of(finding.kind())) {
        answers.put(key, new Answer.Known(draw.levels()[v]));
      }
    }
    consistent(answers);
    Set<String> answer = new LinkedHashSet<>();
    EpisodeState first = model.first().get(draw.first());
    EpisodeState second = model.second().get(draw.second());
    boolean firstIsReason =
        second == null || random.nextDouble() < model.firstShareOf(draw.first(), draw.second());
    boolean secondIsReason =
        second != null && random.nextDouble() < model.secondShareOf(draw.first(), draw.second());
    if (firstIsReason) {
      first.members().forEach(m -> answer.add(m.condition().id()));
    }
    if (secondIsReason && second != null) {
      answer.add(second.root().id());
    }
    Person person =
        new Person(
            OptionalInt.of(cell.age()),
            OptionalInt.of(cell.age()),
            Optional.of(cell.sex()),
            Optional.empty(),
            pregnancy,
            false);
    return new Case(
        id,
        person,
        answers,
        List.of(),
        Optional.of(new Expected(List.copyOf(answer), List.of(), Map.of(), List.of())));
  }

  private static Pregnancy pregnancy(PregnancyState state) {
    return switch (state) {
      case NONE -> new Pregnancy(Pregnancy.State.NOT_PREGNANT, OptionalInt.empty());
      case EARLY -> new Pregnancy(Pregnancy.State.PREGNANT, OptionalInt.of(10));
      case LATE -> new Pregnancy(Pregnancy.State.PREGNANT, OptionalInt.of(32));
      case POSTPARTUM -> new Pregnancy(Pregnancy.State.POSTPARTUM, OptionalInt.of(3));
    };
  }

  /// Across mechanisms the model does not force an implication, a case must: the implied answer is
  /// then left out.
  private void consistent(Map<Key, Answer> answers) {
    for (Key key : List.copyOf(answers.keySet())) {
      if (answers.get(key) instanceof Answer.Known k && k.level() == 1) {
        for (String implied : knowledge.findingById(key.finding()).implies()) {
          Finding to = knowledge.findingById(implied);
          for (Case.Where where : CaseReader.impliedPlaces(key.where(), to)) {
            Key target = new Key(implied, where);
            if (answers.get(target) instanceof Answer.Known other && other.level() == 0) {
              answers.remove(target);
            }
          }
        }
      }
    }
  }
}
