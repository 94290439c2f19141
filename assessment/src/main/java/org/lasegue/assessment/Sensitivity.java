package org.lasegue.assessment;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.lasegue.knowledge.Background;
import org.lasegue.knowledge.Basis;
import org.lasegue.knowledge.Condition;
import org.lasegue.knowledge.Finding;
import org.lasegue.knowledge.Knowledge;
import org.lasegue.knowledge.Mechanism;
import org.lasegue.knowledge.Quantified;
import org.lasegue.knowledge.yaml.Position;

/// Which numbers of the knowledge move results most, on people drawn from the model.
///
/// To first order a number moves a condition's probability `p` by `p (1 - p)` times the change of
/// its log odds over half the number's stated range; the sum over people and conditions is its
/// influence. A number without a range counts with a factor of two either way. What a number does
/// to the rivals of a condition is counted with those rivals.
public final class Sensitivity {
  private static final double NO_RANGE = 0.35;

  private final Knowledge knowledge;
  private final Map<String, Double> influence = new HashMap<>();
  private final Map<String, Number> numbers = new HashMap<>();

  /// One number: what it is, where it stands, and whether a source or an estimate backs it.
  public record Number(String name, Position at, boolean estimated, double influence) {}

  private Sensitivity(Knowledge knowledge) {
    this.knowledge = knowledge;
  }

  /// The numbers that move the results of `people` drawn with a fixed seed, most influential first.
  public static List<Number> rank(Assessor assessor, int people) {
    Sensitivity sensitivity = new Sensitivity(assessor.knowledge());
    Simulator simulator = new Simulator(assessor);
    for (int i = 0; i < people; i++) {
      Case subject = simulator.draw(2026, i, Simulator.Told.TYPICAL);
      sensitivity.add(subject, assessor);
    }
    return sensitivity.numbers.values().stream()
        .map(n ->
            new Number(
                n.name(),
                n.at(),
                n.estimated(),
                sensitivity.influence.getOrDefault(n.name(), 0.0) / people))
        .sorted(
            Comparator.comparingDouble((Number n) -> -n.influence()).thenComparing(Number::name))
        .toList();
  }

  private void add(Case subject, Assessor assessor) {
    Map<String, Boolean> abnormal = new HashMap<>();
    Evidence.of(subject, Mode.EXAMINED, assessor.model())
        .items()
        .forEach(item -> {
          Finding finding = knowledge.findingById(item.key().finding());
          abnormal.merge(finding.id(), item.level() != finding.type().normal(), Boolean::logicalOr);
        });
    Beliefs beliefs = assessor.beliefs(subject, Mode.EXAMINED);
    double[] probabilities = beliefs.probabilities();
    double[] backgroundWeight = new double[1];
    for (int c = 0; c < probabilities.length; c++) {
      double p = probabilities[c];
      double weight = p * (1 - p);
      if (weight < 1e-4) {
        continue;
      }
      Condition condition = beliefs.conditions().get(c);
      count(
          "prior of " + condition.id(),
          condition.prior(),
          condition.at(),
          weight * spread(condition.prior()));
      count(
          "presents of " + condition.id(),
          condition.presents(),
          condition.at(),
          weight * spread(condition.presents()));
      links(condition, abnormal, weight);
      backgroundWeight[0] = Math.max(backgroundWeight[0], weight);
    }
    abnormal.forEach((id, present) -> {
      Background background = knowledge.findingById(id).background();
      double value = background.levels().getLast().at(50);
      double spread = logSpread(background.low(), value, background.high());
      double slope = present ? 1 : value;
      count(
          "background of " + id,
          background.basis(),
          knowledge.findingById(id).at(),
          backgroundWeight[0] * slope * spread);
    });
  }

  private void links(Condition condition, Map<String, Boolean> abnormal, double weight) {
    for (Condition.FindingLink link : condition.findings()) {
      Boolean present = abnormal.get(link.finding());
      if (present != null) {
        double p = Math.clamp(1 - link.levels()[0], 0.01, 0.99);
        count(
            condition.id() + " -> " + link.finding(),
            link.basis(),
            link.at(),
            weight * (present ? 1 - p : p) * logitSpread(link.low(), p, link.high()));
      }
    }
    for (Condition.ContextOdds context : condition.context()) {
      Boolean present = abnormal.get(context.finding());
      if (present != null && present) {
        count(
            condition.id() + " given " + context.finding(),
            context.odds(),
            context.at(),
            weight * spread(context.odds()));
      }
    }
    for (Condition.MechanismLink link : condition.mechanisms()) {
      Mechanism mechanism = knowledge.mechanisms().get(link.id());
      if (mechanism == null) {
        continue;
      }
      boolean any = false;
      boolean some = false;
      for (Mechanism.Gives gives : mechanism.gives()) {
        Boolean present = abnormal.get(gives.finding());
        if (present != null) {
          any = true;
          some |= present;
          count(
              mechanism.id() + " gives " + gives.finding(),
              gives.basis(),
              gives.at(),
              weight * link.p().value() * 0.5 * NO_RANGE);
        }
      }
      if (any) {
        double p = Math.clamp(link.p().value(), 0.01, 0.99);
        count(
            condition.id() + " -> " + mechanism.id(),
            link.p(),
            link.at(),
            weight * (some ? 1 - p : p) * logitSpread(link.p().low(), p, link.p().high()));
      }
    }
  }

  private void count(String name, Quantified number, Position at, double by) {
    count(name, number.basis(), at, by);
  }

  private void count(String name, Basis basis, Position at, double by) {
    numbers.putIfAbsent(name, new Number(name, at, basis instanceof Basis.Estimate, 0));
    influence.merge(name, by, Double::sum);
  }

  private static double spread(Quantified q) {
    return logSpread(q.low(), q.value(), q.high());
  }

  private static double logSpread(double low, double value, double high) {
    return low > 0 && high > low && value > 0 ? StrictMath.log(high / low) / 4 : NO_RANGE;
  }

  private static double logitSpread(double low, double p, double high) {
    OptionalDouble a = logit(low);
    OptionalDouble b = logit(high);
    return a.isPresent() && b.isPresent() && high > low && p > 0
        ? (b.getAsDouble() - a.getAsDouble()) / 4
        : NO_RANGE;
  }

  private static OptionalDouble logit(double p) {
    return p > 0 && p < 1 ? OptionalDouble.of(StrictMath.log(p / (1 - p))) : OptionalDouble.empty();
  }
}
