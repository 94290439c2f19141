package org.lasegue.assessment;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.DoubleUnaryOperator;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.lasegue.inference.mixture.ImpossibleException;
import org.lasegue.knowledge.Condition;
import org.lasegue.knowledge.Finding;
import org.lasegue.knowledge.Knowledge;
import org.lasegue.knowledge.Mechanism;
import org.lasegue.knowledge.Parameter;
import org.lasegue.knowledge.Sex;

/// Moves numbers within their stated ranges towards labelled cases: the most probable values given
/// the cases, with the literature as the prior, and how much better they do on cases that were not
/// fitted to.
///
/// With `z` a number on the log odds (for ratios the log) scale, the prior is that of [Fit]: `N(z0,
/// s)` with `s` a quarter of its range. What is climbed is the sum over the cases of `log P(first
/// right answer | case)` and of the log priors. That sum is exact: after each step the model is
/// built anew, and a step is taken only if the sum grows. Its direction is the engine's expectation
/// over all pairs of causes of what a number does to the mass of the pair, once given the right
/// answer and once not (Fisher's identity); what a number does to a pair is a first-order slope,
/// for which a mechanism is there or not and acts alike everywhere. The squared gradients of the
/// cases stand for the curvature.
///
/// How often a condition is there and presents is left alone unless the cases are all who came:
/// cases that were chosen do not tell it.
public final class CaseFit {
  private static final int STEPS = 3;

  /// The farthest that a number moves in one step, in standard deviations of its prior.
  private static final double LONGEST = 1;

  /// A step that does not help at this share of its length is the last.
  private static final double SHORTEST = 0.1;

  /// A number that all cases together tell this little of, against its prior, stays.
  private static final double LEAST_INFORMATION = 0.02;

  /// A number that moved less than this, in standard deviations of its prior, is not named.
  private static final double NEGLIGIBLE = 0.1;

  /// A pair of causes less probable than this has no say in the direction.
  private static final double LEAST_MASS = 1e-4;

  /// Keeps divisors and logarithms away from nothing.
  private static final double LEAST = 1e-9;

  private final Knowledge knowledge;
  private final Consumer<String> progress;
  private final List<Labelled> cases;
  private final List<Parameter> parameters;
  private final Map<String, Integer> numberOf = new HashMap<>();
  private final double[] deviation;

  /// @param everyone whether the cases are all who came, so that they tell how common causes are
  /// @param folds of the cross-validation
  public record Options(Mode mode, boolean everyone, int folds) {}

  /// @param value the most probable one, @param information of the cases about it, in units of what
  ///   its prior tells
  public record Moved(Parameter parameter, double value, double information) {}

  /// Means over the cases.
  ///
  /// @param log natural logarithm of the probability of the first right answer
  /// @param brier sum over all conditions of the squared difference to 1 for that answer and 0 for
  ///   the others
  public record Score(double log, double brier) {}

  /// @param difference mean over the cases of what fitting changed, @param error standard error
  public record Difference(double difference, double error) {}

  /// @param cases how many were used, @param left ids of those without an answer or impossible
  /// @param before on all cases, @param after on all cases, each by numbers fitted without it
  public record Result(
      int cases,
      List<String> left,
      List<Moved> moved,
      Score before,
      Score after,
      Difference log,
      Difference brier) {}

  private record Labelled(String id, Person person, Evidence evidence, int answer) {}

  private CaseFit(
      Knowledge knowledge, List<Labelled> cases, Options options, Consumer<String> progress) {
    this.knowledge = knowledge;
    this.cases = cases;
    this.progress = progress;
    this.parameters =
        Parameter.all(knowledge).stream()
            .filter(p -> options.everyone() || !isFrequency(p.name()))
            .toList();
    parameters.forEach(p -> numberOf.put(p.name(), numberOf.size()));
    this.deviation = parameters.stream().mapToDouble(Fit::deviation).toArray();
  }

  private static boolean isFrequency(String name) {
    return name.startsWith("prior of ") || name.startsWith("presents of ");
  }

  /// @param progress told in words how far it is
  public static Result run(
      Knowledge knowledge, List<Case> cases, Options options, Consumer<String> progress) {
    CausalModel model = new CausalModel(knowledge);
    List<String> conditions = List.copyOf(knowledge.conditions().keySet());
    List<String> left = new ArrayList<>();
    List<Labelled> labelled = new ArrayList<>();
    for (Case each : cases.stream().sorted(Comparator.comparing(Case::id)).toList()) {
      int answer =
          each.expected()
              .flatMap(e -> e.answer().stream().findFirst())
              .map(conditions::indexOf)
              .orElse(-1);
      Case complete = Derived.complete(each, knowledge);
      Labelled one =
          new Labelled(
              each.id(), complete.person(), Evidence.of(complete, options.mode(), model), answer);
      if (answer < 0 || !possible(model, one)) {
        left.add(each.id());
      } else {
        labelled.add(one);
      }
    }
    return new CaseFit(knowledge, labelled, options, progress).run(left, options.folds());
  }

  /// By name of a number what it does to the logarithm of the probability of the first right answer
  /// of a case, per standard deviation of its prior.
  static Map<String, Double> slopes(Knowledge knowledge, Case one, Mode mode) {
    CausalModel model = new CausalModel(knowledge);
    Case complete = Derived.complete(one, knowledge);
    int answer =
        List.copyOf(knowledge.conditions().keySet())
            .indexOf(one.expected().orElseThrow().answer().getFirst());
    Labelled labelled =
        new Labelled(one.id(), complete.person(), Evidence.of(complete, mode, model), answer);
    CaseFit fit = new CaseFit(knowledge, List.of(labelled), new Options(mode, true, 0), _ -> {});
    Map<String, Double> result = new LinkedHashMap<>();
    fit.judged(new double[fit.parameters.size()], new int[] {0})
        .gradients()
        .getFirst()
        .forEach((p, slope) -> result.put(fit.parameters.get(p).name(), slope));
    return result;
  }

  private static boolean possible(CausalModel model, Labelled one) {
    try {
      return new Beliefs(model, one.person(), one.evidence()).probabilities()[one.answer()] > LEAST;
    } catch (ImpossibleException e) {
      return false;
    }
  }

  private Result run(List<String> left, int folds) {
    progress.accept(cases.size() + " cases, " + parameters.size() + " numbers");
    int[] all = IntStream.range(0, cases.size()).toArray();
    double[] none = new double[parameters.size()];
    Judged before = judged(none, all);
    double[] fitted = fit(all, before, "all cases");
    double[][] information = information(before.gradients());
    List<Moved> moved = new ArrayList<>();
    for (int p = 0; p < fitted.length; p++) {
      if (Math.abs(fitted[p]) >= NEGLIGIBLE) {
        Parameter parameter = parameters.get(p);
        moved.add(
            new Moved(
                parameter, Fit.significant(parameter, value(p, fitted[p])), information[0][p]));
      }
    }
    double[] log = new double[all.length];
    double[] brier = new double[all.length];
    for (int fold = 0; fold < folds; fold++) {
      int mine = fold;
      int[] rest = Arrays.stream(all).filter(i -> i % folds != mine).toArray();
      int[] out = Arrays.stream(all).filter(i -> i % folds == mine).toArray();
      double[] numbers = fit(rest, before.of(rest), "part " + (fold + 1) + " of " + folds);
      Judged judged = judged(numbers, out);
      for (int i = 0; i < out.length; i++) {
        log[out[i]] = judged.log()[i];
        brier[out[i]] = judged.brier()[i];
      }
    }
    Score then = folds == 0 ? new Score(Double.NaN, Double.NaN) : new Score(mean(log), mean(brier));
    return new Result(
        cases.size(),
        List.copyOf(left),
        List.copyOf(moved),
        new Score(mean(before.log()), mean(before.brier())),
        then,
        difference(before.log(), log),
        difference(before.brier(), brier));
  }

  private static double mean(double[] of) {
    return Arrays.stream(of).average().orElse(Double.NaN);
  }

  private static Difference difference(double[] before, double[] after) {
    double[] each = new double[before.length];
    Arrays.setAll(each, i -> after[i] - before[i]);
    double mean = mean(each);
    double squares = Arrays.stream(each).map(d -> (d - mean) * (d - mean)).sum();
    return new Difference(
        mean, StrictMath.sqrt(squares / Math.max(1, each.length - 1) / Math.max(1, each.length)));
  }

  /// Of some cases, with some numbers.
  ///
  /// @param gradients by case and number, of the logarithm per standard deviation of the prior
  private record Judged(double[] log, double[] brier, List<Map<Integer, Double>> gradients) {
    Judged of(int[] some) {
      return new Judged(
          Arrays.stream(some).mapToDouble(i -> log[i]).toArray(),
          Arrays.stream(some).mapToDouble(i -> brier[i]).toArray(),
          Arrays.stream(some).mapToObj(gradients::get).toList());
    }

    double sum() {
      return Arrays.stream(log).sum();
    }
  }

  private double value(int p, double moved) {
    Parameter parameter = parameters.get(p);
    return Fit.from(parameter, Fit.on(parameter, parameter.value()) + moved * deviation[p]);
  }

  private Judged judged(double[] moved, int[] some) {
    Map<String, Double> values = new LinkedHashMap<>();
    for (int p = 0; p < moved.length; p++) {
      if (moved[p] != 0) {
        values.put(parameters.get(p).name(), value(p, moved[p]));
      }
    }
    Knowledge there = values.isEmpty() ? knowledge : Parameter.with(knowledge, values);
    CausalModel model = new CausalModel(there);
    List<Map<Integer, Double>> gradients = new ArrayList<>();
    double[] log = new double[some.length];
    double[] brier = new double[some.length];
    for (int i = 0; i < some.length; i++) {
      Labelled one = cases.get(some[i]);
      Beliefs beliefs = new Beliefs(model, one.person(), one.evidence());
      double[] probabilities = beliefs.probabilities();
      log[i] = StrictMath.log(Math.clamp(probabilities[one.answer()], LEAST, 1));
      for (int c = 0; c < probabilities.length; c++) {
        double d = probabilities[c] - (c == one.answer() ? 1 : 0);
        brier[i] += d * d;
      }
      gradients.add(new Gradient(there, model, one).of(beliefs, probabilities[one.answer()]));
    }
    return new Judged(log, brier, gradients);
  }

  /// The most probable numbers given some cases, in standard deviations of their priors.
  private double[] fit(int[] some, Judged before, String what) {
    double[] at = new double[parameters.size()];
    Judged judged = before;
    double loss = -judged.sum();
    for (int step = 0; step < STEPS; step++) {
      double[] by = step(judged, at);
      boolean better = false;
      for (double shorten = 1; shorten > SHORTEST && !better; shorten /= 2) {
        double[] there = at.clone();
        for (int p = 0; p < there.length; p++) {
          there[p] = inRange(p, there[p] + shorten * Math.clamp(by[p], -LONGEST, LONGEST));
        }
        Judged then = judged(there, some);
        double less = -then.sum() + prior(there);
        if (less < loss - 1e-6) {
          better = true;
          loss = less;
          at = there;
          judged = then;
        }
      }
      if (!better) {
        break;
      }
    }
    progress.accept(what + ": fitted");
    return at;
  }

  private double inRange(int p, double moved) {
    Parameter parameter = parameters.get(p);
    return moved == 0
        ? 0
        : (Fit.on(parameter, value(p, moved)) - Fit.on(parameter, parameter.value()))
            / deviation[p];
  }

  private static double prior(double[] moved) {
    return Arrays.stream(moved).map(m -> m * m).sum() / 2;
  }

  /// By number the sum of the squared gradients, and the sum of the gradients.
  private double[][] information(List<Map<Integer, Double>> gradients) {
    double[][] result = new double[2][parameters.size()];
    for (Map<Integer, Double> of : gradients) {
      of.forEach((p, g) -> {
        result[0][p] += g * g;
        result[1][p] += g;
      });
    }
    return result;
  }

  /// Solves `(G'G + I) step = sum of G - moved` for the numbers that the cases tell something of.
  private double[] step(Judged judged, double[] moved) {
    double[][] sums = information(judged.gradients());
    int[] open =
        IntStream.range(0, moved.length)
            .filter(p -> sums[0][p] >= LEAST_INFORMATION || moved[p] != 0)
            .toArray();
    Map<Integer, Integer> at = new HashMap<>();
    for (int o = 0; o < open.length; o++) {
      at.put(open[o], o);
    }
    double[][] a = new double[open.length][open.length + 1];
    for (int o = 0; o < open.length; o++) {
      a[o][o] = 1;
      a[o][open.length] = sums[1][open[o]] - moved[open[o]];
    }
    for (Map<Integer, Double> of : judged.gradients()) {
      of.forEach((p, g) -> {
        @Nullable Integer row = at.get(p);
        if (row != null) {
          of.forEach((q, h) -> {
            @Nullable Integer column = at.get(q);
            if (column != null) {
              a[row][column] += g * h;
            }
          });
        }
      });
    }
    double[] solved = Fit.solve(a);
    double[] result = new double[moved.length];
    for (int o = 0; o < open.length; o++) {
      result[open[o]] = solved[o];
    }
    return result;
  }

  /// What each number does to the logarithm of the probability of the right answer of one case.
  private final class Gradient {
    private final CausalModel model;
    private final Labelled one;
    private final List<Condition> conditions;
    private final Knowledge there;
    private final int age;
    private final Map<String, Integer> levelOf = new LinkedHashMap<>();

    /// By mechanism the findings that it gives and that are known, with how often it gives them.
    private final Map<String, Map<String, Double>> mechanisms = new LinkedHashMap<>();

    private final Map<Integer, Double> result = new HashMap<>();

    Gradient(Knowledge there, CausalModel model, Labelled one) {
      this.there = there;
      this.model = model;
      this.one = one;
      this.conditions = List.copyOf(there.conditions().values());
      this.age = one.person().exactAge().orElse(50);
      Map<String, List<Evidence.Item>> answered = new LinkedHashMap<>();
      for (Evidence.Item item : one.evidence().items()) {
        Finding finding = there.findingById(item.key().finding());
        if (finding.type().levels() == 2) {
          answered
              .computeIfAbsent(finding.meansBoth().orElse(finding.id()), _ -> new ArrayList<>())
              .add(item);
        }
      }
      answered.forEach((id, items) -> {
        boolean present = items.stream().anyMatch(item -> item.level() > 0);
        // what is absent on one side may be there on the other, where the cause then is
        if (present || items.size() == CaseReader.places(there.findingById(id)).size()) {
          levelOf.put(id, present ? 1 : 0);
        }
      });
      Map<String, Integer> all = Map.copyOf(levelOf);
      levelOf.keySet().removeIf(id -> follows(id, all));
      for (Mechanism mechanism : there.mechanisms().values()) {
        for (Mechanism.Gives gives : mechanism.gives()) {
          if (levelOf.containsKey(gives.finding())) {
            mechanisms
                .computeIfAbsent(mechanism.id(), _ -> new LinkedHashMap<>())
                .put(gives.finding(), often(gives));
          }
        }
      }
    }

    /// What another answer implies tells nothing more: pain of the leg where that of the calf is
    /// there, and that of the calf where that of the leg is not.
    private boolean follows(String id, Map<String, Integer> all) {
      return all.getOrDefault(id, 0) > 0
          ? all.entrySet().stream()
              .filter(other -> other.getValue() > 0)
              .anyMatch(other -> there.findingById(other.getKey()).implies().contains(id))
          : there.findingById(id).implies().stream()
              .anyMatch(implied -> Integer.valueOf(0).equals(all.get(implied)));
    }

    /// The mean over where it acts and how severe it is.
    private static double often(Mechanism.Gives gives) {
      return gives.links().values().stream()
          .flatMap(List::stream)
          .mapToDouble(levels -> levels[1])
          .average()
          .orElse(0);
    }

    private double background(Finding finding) {
      return finding.background()
          .at(age, one.person().sex().orElse(Sex.FEMALE), finding.type().normal())[1];
    }

    Map<Integer, Double> of(Beliefs beliefs, double right) {
      double[] pairs = beliefs.groupPairs();
      int seconds = model.mixture().secondGroups().count();
      for (int pair = 0; pair < pairs.length; pair++) {
        if (pairs[pair] < LEAST_MASS) {
          continue;
        }
        int g = pair / seconds;
        int h = pair % seconds;
        int[] first = model.firstConditions(g);
        int[] second = model.secondConditions(h);
        double answers =
            (contains(first) ? model.firstShareOfGroups(g, h) : 0)
                + (contains(second) ? model.secondShareOfGroups(g, h) : 0);
        // given the answer less as it is
        double weight = pairs[pair] * (answers / Math.max(right, LEAST) - 1);
        if (weight != 0) {
          slopes(first, second, weight);
        }
      }
      return result;
    }

    private boolean contains(int[] causes) {
      return Arrays.stream(causes).anyMatch(c -> c == one.answer());
    }

    private void slopes(int[] first, int[] second, double weight) {
      List<int[]> states = List.of(first, second);
      Map<String, Double> active = new HashMap<>();
      mechanisms.forEach((id, given) -> active.put(id, mechanism(id, given, states, weight)));
      levelOf.forEach(
          (id, level) -> finding(there.findingById(id), level > 0, states, active, weight));
      for (int[] state : states) {
        if (state.length > 0) {
          frequency(state[0], weight);
        }
      }
    }

    /// The member of a cause and its complications that speaks for them, and what it says: as in
    /// [CausalModel], the strongest alone.
    private record Spoken(String by, double number) {}

    /// One for each state of which a member says something.
    private List<Spoken> strongest(
        List<int[]> states, ToDoubleFunction<Condition> number, DoubleUnaryOperator strength) {
      List<Spoken> result = new ArrayList<>();
      for (int[] state : states) {
        Arrays.stream(state)
            .mapToObj(
                c -> new Spoken(conditions.get(c).id(), number.applyAsDouble(conditions.get(c))))
            .max(Comparator.comparingDouble(each -> strength.applyAsDouble(each.number())))
            .filter(each -> strength.applyAsDouble(each.number()) > strength.applyAsDouble(0))
            .ifPresent(result::add);
      }
      return result;
    }

    private void frequency(int cause, double weight) {
      Condition condition = conditions.get(cause);
      add("prior of " + condition.id(), weight * (1 - condition.prior().value()));
      add("presents of " + condition.id(), weight * (1 - condition.presents().value()));
    }

    private void finding(
        Finding finding,
        boolean present,
        List<int[]> states,
        Map<String, Double> active,
        double weight) {
      List<Spoken> links = strongest(states, cause -> link(cause, finding), p -> p);
      List<Spoken> contexts = strongest(states, cause -> logOdds(cause, finding), StrictMath::abs);
      double b = background(finding);
      double odds = StrictMath.exp(contexts.stream().mapToDouble(Spoken::number).sum());
      double often = b * odds / (1 - b + b * odds);
      double none = (1 - often) * noneOf(links);
      double unless = none / Math.max(1 - none, LEAST);
      for (Map.Entry<String, Map<String, Double>> mechanism : mechanisms.entrySet()) {
        @Nullable Double given = mechanism.getValue().get(finding.id());
        if (given != null) {
          double there = active.getOrDefault(mechanism.getKey(), 0.0);
          double still = none * (1 - given);
          unless = there * still / Math.max(1 - still, LEAST) + (1 - there) * unless;
        }
      }
      double by = weight * (present ? unless : -1);
      links.forEach(each -> add(each.by() + " -> " + finding.id(), each.number() * by));
      contexts.forEach(each -> add(each.by() + " given " + finding.id(), often * by));
      add("background of " + finding.id(), often * by);
    }

    private static double link(Condition cause, Finding finding) {
      return cause.findings().stream()
          .filter(link -> link.finding().equals(finding.id()) && link.levels().length == 2)
          .mapToDouble(link -> link.levels()[1])
          .max()
          .orElse(0);
    }

    private static double logOdds(Condition cause, Finding finding) {
      return cause.context().stream()
          .filter(context -> context.finding().equals(finding.id()))
          .mapToDouble(context -> StrictMath.log(context.odds().value()))
          .findFirst()
          .orElse(0);
    }

    private static double noneOf(List<Spoken> probabilities) {
      return probabilities.stream().mapToDouble(p -> 1 - p.number()).reduce(1, (x, y) -> x * y);
    }

    /// How probable the mechanism is, given the causes and what is known of the findings it gives.
    private double mechanism(
        String id, Map<String, Double> gives, List<int[]> states, double weight) {
      List<Spoken> links = strongest(states, cause -> link(cause, id), p -> p);
      double none = noneOf(links);
      double ratio = 1;
      for (Map.Entry<String, Double> each : gives.entrySet()) {
        double b = background(there.findingById(each.getKey()));
        boolean present = levelOf.getOrDefault(each.getKey(), 0) > 0;
        double absentIf = 1 - each.getValue();
        ratio *= present ? (1 - (1 - b) * absentIf) / Math.max(b, LEAST) : absentIf;
      }
      double all = (1 - none) * ratio + none;
      for (Spoken each : links) {
        add(
            each.by() + " -> " + id,
            weight * each.number() * none * (ratio - 1) / Math.max(all, LEAST));
      }
      return (1 - none) * ratio / Math.max(all, LEAST);
    }

    private static double link(Condition cause, String mechanism) {
      return cause.mechanisms().stream()
          .filter(link -> link.id().equals(mechanism))
          .mapToDouble(link -> link.p().value())
          .findFirst()
          .orElse(0);
    }

    private void add(String name, double slope) {
      @Nullable Integer p = numberOf.get(name);
      if (p != null && slope != 0) {
        result.merge(p, slope * deviation[p], Double::sum);
      }
    }
  }
}
