package org.lasegue.assessment;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.lasegue.assessment.FactCheck.Verdict;
import org.lasegue.knowledge.Condition;
import org.lasegue.knowledge.Fact;
import org.lasegue.knowledge.Finding;
import org.lasegue.knowledge.Knowledge;
import org.lasegue.knowledge.Literature;
import org.lasegue.knowledge.Mechanism;
import org.lasegue.knowledge.Parameter;
import org.lasegue.knowledge.Source;
import org.lasegue.knowledge.StudyPopulation;

/// Moves numbers within their stated ranges towards the published figures: the most probable values
/// given the facts, where the prior of each number is the range it is believed to lie in.
///
/// On the log odds (for ratios the log) scale a number `z` has the prior `N(z0, s)` with `s` a
/// quarter of its range, and a fact the residual `r` between the published and the implied figure
/// over the standard error that its interval or tolerance means. The sum of `((z - z0) / s)^2` and
/// of the facts' Huber losses is minimised by Gauss-Newton steps; a figure that many standard
/// errors away pulls no harder than one that is [#HUBER] away, so that a study of other people
/// cannot drag the model to itself. The facts of one source, and those of sources that counted the
/// same people, count together as one. Facts that are held out, that repeat a stored number, or
/// whose `known` reason begins with `Study:` (the study counts something else than the model does)
/// take no part. Derivatives are differences of the exact posterior, taken where a fact may follow.
///
/// Deterministic: the same knowledge gives the same result.
public final class Fit {
  private static final double HUBER = 2;
  private static final double Z = 1.96;
  private static final int STEPS = 4;

  /// A difference this share of the prior's standard deviation.
  private static final double STEP = 0.25;

  /// The most a number moves in one step, in standard deviations of its prior.
  private static final double LONGEST = 1;

  /// A move below this share of the standard deviation is left out of the result.
  private static final double NEGLIGIBLE = 0.1;

  private final Knowledge knowledge;
  private final Consumer<String> progress;
  private final List<Fact> facts;
  private final double[] target;
  private final double[] error;
  private final double[] weight;
  private final List<Parameter> parameters;

  /// @param value the most probable one
  public record Moved(Parameter parameter, double value) {}

  /// @param used the facts that were fitted to
  public record Result(List<Moved> moved, Set<String> used) {}

  private Fit(Knowledge knowledge, Consumer<String> progress) {
    this.knowledge = knowledge;
    this.progress = progress;
    this.facts =
        FactCheck.check(knowledge).stream()
            .filter(v -> !v.heldOut() && !v.repeats() && !Double.isNaN(v.implied()))
            .map(Verdict::fact)
            .filter(f -> f.known().filter(k -> k.startsWith("Study:")).isEmpty())
            .toList();
    int n = facts.size();
    target = new double[n];
    error = new double[n];
    weight = new double[n];
    Map<String, Integer> ofPeople = new HashMap<>();
    facts.forEach(f -> ofPeople.merge(people(f), 1, Integer::sum));
    for (int i = 0; i < n; i++) {
      Fact fact = facts.get(i);
      double[] tolerance = FactCheck.tolerance(fact);
      target[i] = on(fact, fact.value());
      error[i] = Math.max(0.1, (on(fact, tolerance[1]) - on(fact, tolerance[0])) / (2 * Z));
      weight[i] = 1.0 / ofPeople.getOrDefault(people(fact), 1);
    }
    this.parameters = concerned();
  }

  /// @param progress told in words how far it is, from any thread
  public static Result run(Knowledge knowledge, Consumer<String> progress) {
    return new Fit(knowledge, progress).run();
  }

  /// The people that a figure rests on: those of its cohort where the source names one.
  private String people(Fact fact) {
    String id = fact.basis().sources().getFirst();
    @Nullable Source source = knowledge.sources().get(id);
    return source == null || source.cohort().isEmpty() ? id : source.cohort();
  }

  /// The scale on which figures are compared.
  private static double on(Fact fact, double figure) {
    return fact.measure().ratio()
        ? StrictMath.log(Math.max(figure, 1e-3))
        : logit(Math.clamp(figure, 1e-5, 0.995));
  }

  private static double logit(double p) {
    return StrictMath.log(p / (1 - p));
  }

  static double on(Parameter p, double value) {
    return p.scale() == Parameter.Scale.RATIO ? StrictMath.log(value) : logit(value);
  }

  static double from(Parameter p, double z) {
    double e = StrictMath.exp(z);
    double value = p.scale() == Parameter.Scale.RATIO ? e : e / (1 + e);
    return Math.clamp(value, p.low(), p.high());
  }

  static double deviation(Parameter p) {
    return (on(p, p.high()) - on(p, p.low())) / (2 * Z);
  }

  /// The numbers that speak of a condition or a finding of the facts.
  private List<Parameter> concerned() {
    Set<String> names = new LinkedHashSet<>();
    Set<String> conditions = new LinkedHashSet<>();
    for (Fact fact : facts) {
      Set<String> mine = new LinkedHashSet<>(fact.conditions());
      mine.addAll(fact.against());
      mine.addAll(fact.givenConditions());
      conditions.addAll(mine);
      fact.finding()
          .ifPresent(observed -> {
            Finding finding = knowledge.findingById(observed.finding());
            String id = finding.meansBoth().orElse(finding.id());
            names.add("background of " + id);
            implying(id).forEach(place -> names.add("background of " + place));
            mine.addAll(commonest(COMMONEST));
            for (String condition : mine) {
              names.add(condition + " -> " + id);
              names.add(condition + " given " + id);
              for (Condition.MechanismLink link : knowledge.condition(condition).mechanisms()) {
                @Nullable Mechanism mechanism = knowledge.mechanisms().get(link.id());
                if (mechanism != null
                    && mechanism.gives().stream().anyMatch(g -> g.finding().equals(id))) {
                  names.add(condition + " -> " + link.id());
                }
              }
            }
          });
    }
    conditions.addAll(commonest(COMMONEST));
    for (String condition : conditions) {
      names.add("prior of " + condition);
      names.add("presents of " + condition);
    }
    return Parameter.all(knowledge).stream().filter(p -> names.contains(p.name())).toList();
  }

  /// The findings that are never there without this one: pain of a place for pain of the leg.
  private List<String> implying(String id) {
    return knowledge.findings().values().stream()
        .filter(f -> f.implies().contains(id))
        .map(Finding::id)
        .toList();
  }

  private static final int COMMONEST = 4;

  /// So many conditions bring enough people to move the shares of the others.
  private static final int COMMON = 12;

  /// The conditions that most people have, of whom every share is a share.
  private List<String> commonest(int many) {
    return knowledge.conditions().values().stream()
        .sorted(
            Comparator.comparingDouble((Condition c) -> -c.prior().value() * c.presents().value()))
        .limit(many)
        .map(Condition::id)
        .toList();
  }

  private double[] implied(double[] z) {
    return implied(z, facts);
  }

  /// @param wanted the facts to derive; the others stay NaN
  private double[] implied(double[] z, List<Fact> wanted) {
    Map<String, Double> values = new LinkedHashMap<>();
    for (int p = 0; p < z.length; p++) {
      Parameter parameter = parameters.get(p);
      double value = from(parameter, z[p]);
      if (value != parameter.value()) {
        values.put(parameter.name(), value);
      }
    }
    Map<String, Fact> only = new LinkedHashMap<>();
    wanted.forEach(f -> only.put(f.id(), f));
    Knowledge moved = Parameter.with(knowledge, values);
    Knowledge asked = moved.withLiterature(new Literature(moved.literature().populations(), only));
    Map<String, Double> byId = new HashMap<>();
    for (Verdict verdict : FactCheck.check(asked)) {
      byId.put(verdict.fact().id(), on(verdict.fact(), verdict.implied()));
    }
    return facts.stream().mapToDouble(f -> byId.getOrDefault(f.id(), Double.NaN)).toArray();
  }

  /// By parameter and fact the derivative per standard deviation of the prior. They change little
  /// within the ranges, so that they are taken once, and each only where a fact may follow.
  private double[][] slopes(double[] z, double[] deviation, double[] implied) {
    Set<String> common = Set.copyOf(commonest(COMMON));
    Set<String> rated =
        parameters.stream()
            .map(parameter -> after("prior of ", parameter.name()))
            .filter(condition -> !condition.isEmpty())
            .collect(Collectors.toSet());
    double[][] slope = new double[z.length][];
    AtomicInteger done = new AtomicInteger();
    IntStream.range(0, z.length)
        .filter(p -> !rated.contains(presenting(p)))
        .parallel()
        .forEach(p -> {
          slope[p] = slope(p, z, deviation[p], implied, common);
          if (done.incrementAndGet() % 20 == 0) {
            progress.accept(done + " derivatives of " + z.length + " numbers");
          }
        });
    Map<String, double[]> ofPrior = new HashMap<>();
    for (int p = 0; p < z.length; p++) {
      String prior = after("prior of ", parameters.get(p).name());
      if (!prior.isEmpty()) {
        ofPrior.put(prior, perUnit(slope[p], deviation[p]));
      }
    }
    for (int p = 0; p < z.length; p++) {
      double @Nullable [] same = ofPrior.get(presenting(p));
      if (same != null) {
        slope[p] = asPresents(same, deviation[p] * (1 - parameters.get(p).value()));
      }
    }
    return slope;
  }

  /// The condition whose rate of presenting a number is; empty for any other.
  private String presenting(int p) {
    return after("presents of ", parameters.get(p).name());
  }

  private double[] slope(
      int p, double[] z, double deviation, double[] implied, Set<String> common) {
    Parameter parameter = parameters.get(p);
    double[] there = z.clone();
    there[p] += STEP * deviation;
    double[] moved =
        implied(there, facts.stream().filter(f -> mayFollow(f, parameter, common)).toList());
    double[] slope = new double[implied.length];
    for (int i = 0; i < implied.length; i++) {
      slope[i] = Double.isNaN(moved[i]) ? 0 : (moved[i] - implied[i]) / STEP;
    }
    return slope;
  }

  private static double[] perUnit(double[] slope, double deviation) {
    return Arrays.stream(slope).map(d -> d / deviation).toArray();
  }

  /// Whom the condition brings is its prior times its rate of presenting, so that the shares follow
  /// both alike; the prevalence follows the prior alone.
  private double[] asPresents(double[] ofPrior, double factor) {
    double[] result = new double[ofPrior.length];
    for (int i = 0; i < result.length; i++) {
      boolean prevalence = facts.get(i).measure() == Fact.Measure.PREVALENCE;
      result[i] = prevalence ? 0 : ofPrior[i] * factor;
    }
    return result;
  }

  private static String after(String mark, String name) {
    return name.startsWith(mark) ? name.substring(mark.length()) : "";
  }

  /// Whether a fact may follow a number. A rate moves the shares of everyone where the condition is
  /// common, else only what is published of the condition itself.
  private boolean mayFollow(Fact fact, Parameter parameter, Set<String> common) {
    String block = speaksOf(parameter);
    if (!block.isEmpty()) {
      return mayFollow(fact, block);
    }
    String condition =
        after("prior of ", parameter.name()) + after("presents of ", parameter.name());
    return common.contains(condition)
        || fact.conditions().contains(condition)
        || fact.against().contains(condition)
        || fact.givenConditions().contains(condition);
  }

  /// The block of the findings that a number acts on; empty for a rate.
  private String speaksOf(Parameter parameter) {
    String name = parameter.name();
    for (String mark : List.of("background of ", " given ", " -> ")) {
      int at = name.indexOf(mark);
      if (at >= 0) {
        String about = name.substring(at + mark.length());
        return knowledge.mechanisms().containsKey(about) ? about : block(about);
      }
    }
    return "";
  }

  /// Findings of one mechanism hang together; any other stands alone, given the causes.
  private String block(String id) {
    Finding finding = knowledge.findingById(id);
    Finding each = finding.meansBoth().map(knowledge::findingById).orElse(finding);
    return each.mechanism().orElse(each.id());
  }

  /// Whether a fact rests on findings of a block: those it counts, and those that its people were
  /// taken for. All other blocks sum to one.
  private boolean mayFollow(Fact fact, String block) {
    StudyPopulation population =
        Objects.requireNonNull(knowledge.literature().populations().get(fact.population()));
    Set<String> findings = new LinkedHashSet<>(population.everyone().keySet());
    findings.addAll(fact.given().keySet());
    findings.addAll(fact.givenAny().isEmpty() ? population.any() : fact.givenAny());
    fact.finding().ifPresent(observed -> findings.add(observed.finding()));
    return findings.stream().anyMatch(id -> block(id).equals(block));
  }

  private Result run() {
    int n = facts.size();
    int k = parameters.size();
    progress.accept(k + " numbers, " + n + " facts");
    double[] z0 = new double[k];
    double[] deviation = new double[k];
    for (int p = 0; p < k; p++) {
      z0[p] = on(parameters.get(p), parameters.get(p).value());
      deviation[p] = deviation(parameters.get(p));
    }
    double[] z = z0.clone();
    double[] implied = implied(z);
    double loss = loss(z, z0, deviation, implied);
    progress.accept("loss before: " + rounded(loss));
    double[][] slope = slopes(z, deviation, implied);
    for (int step = 0; step < STEPS; step++) {
      double[] by = gaussNewton(slope, implied, z, z0, deviation);
      boolean better = false;
      for (double shorten = 1; shorten > 0.1 && !better; shorten /= 2) {
        double[] there = z.clone();
        for (int p = 0; p < k; p++) {
          there[p] += Math.clamp(by[p], -LONGEST, LONGEST) * shorten * deviation[p];
          there[p] = on(parameters.get(p), from(parameters.get(p), there[p]));
        }
        double[] then = implied(there);
        double less = loss(there, z0, deviation, then);
        if (less < loss) {
          better = true;
          loss = less;
          z = there;
          implied = then;
        }
      }
      progress.accept("loss after step " + (step + 1) + ": " + rounded(loss));
      if (!better) {
        break;
      }
    }
    List<Moved> moved = new ArrayList<>();
    for (int p = 0; p < k; p++) {
      if (Math.abs(z[p] - z0[p]) >= NEGLIGIBLE * deviation[p]) {
        moved.add(
            new Moved(
                parameters.get(p), significant(parameters.get(p), from(parameters.get(p), z[p]))));
      }
    }
    Set<String> used = new LinkedHashSet<>();
    facts.forEach(f -> used.add(f.id()));
    return new Result(List.copyOf(moved), used);
  }

  /// Three digits, since no number here is known better.
  static double significant(Parameter p, double value) {
    double rounded = new BigDecimal(value).round(new MathContext(3)).doubleValue();
    return Math.clamp(rounded, p.low(), p.high());
  }

  private static String rounded(double d) {
    return new BigDecimal(d).round(new MathContext(5)).toPlainString();
  }

  private double loss(double[] z, double[] z0, double[] deviation, double[] implied) {
    double sum = 0;
    for (int p = 0; p < z.length; p++) {
      double d = (z[p] - z0[p]) / deviation[p];
      sum += d * d;
    }
    for (int i = 0; i < implied.length; i++) {
      double r = Math.abs(target[i] - implied[i]) / error[i];
      sum += weight[i] * (r <= HUBER ? r * r : HUBER * (2 * r - HUBER));
    }
    return sum;
  }

  /// The step in standard deviations of the priors that solves `(J' W J + I) step = J' W r - (z -
  /// z0) / s`.
  private double[] gaussNewton(
      double[][] slope, double[] implied, double[] z, double[] z0, double[] deviation) {
    int k = slope.length;
    double[][] a = new double[k][k + 1];
    for (int p = 0; p < k; p++) {
      a[p][p] = 1;
      a[p][k] = -(z[p] - z0[p]) / deviation[p];
    }
    for (int i = 0; i < implied.length; i++) {
      double r = (target[i] - implied[i]) / error[i];
      double w = weight[i] * Math.min(1, HUBER / Math.max(Math.abs(r), 1e-12));
      for (int p = 0; p < k; p++) {
        double j = slope[p][i] / error[i];
        if (j == 0) {
          continue;
        }
        a[p][k] += w * j * r;
        for (int q = 0; q < k; q++) {
          a[p][q] += w * j * slope[q][i] / error[i];
        }
      }
    }
    return solve(a);
  }

  /// Gaussian elimination with pivots; the matrix is the identity plus a positive semidefinite one.
  static double[] solve(double[][] a) {
    int n = a.length;
    for (int c = 0; c < n; c++) {
      int best = c;
      for (int r = c + 1; r < n; r++) {
        if (Math.abs(a[r][c]) > Math.abs(a[best][c])) {
          best = r;
        }
      }
      double[] pivot = a[best];
      a[best] = a[c];
      a[c] = pivot;
      for (int r = c + 1; r < n; r++) {
        double factor = a[r][c] / pivot[c];
        if (factor != 0) {
          for (int j = c; j <= n; j++) {
            a[r][j] -= factor * pivot[j];
          }
        }
      }
    }
    double[] x = new double[n];
    for (int r = n - 1; r >= 0; r--) {
      double sum = a[r][n];
      for (int j = r + 1; j < n; j++) {
        sum -= a[r][j] * x[j];
      }
      x[r] = sum / a[r][r];
    }
    return x;
  }
}
