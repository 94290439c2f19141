package org.lasegue.knowledge;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.lasegue.knowledge.yaml.BadInputException;
import org.lasegue.knowledge.yaml.Fields;
import org.lasegue.knowledge.yaml.YamlNode;

/// Reads numbers together with what they rest on.
final class Numbers {
  private Numbers() {}

  /// `source: ID` or `estimate: reason` among these fields.
  static Basis basis(Fields f) {
    List<String> sources = f.texts("source");
    String says = f.text("says", "");
    String reason = f.text("estimate", "");
    if (!sources.isEmpty()) {
      return new Basis.Sourced(sources, says);
    }
    if (!reason.isEmpty()) {
      return new Basis.Estimate(reason);
    }
    throw new BadInputException(f.at(), "no basis: give 'source: ID' or 'estimate: \"reason\"'");
  }

  /// `{value, low, high, basis}` where the number stands under `key` among these fields.
  static Quantified quantified(Fields f, String key) {
    double value = f.number(key);
    return new Quantified(
        value,
        f.optionalNumber("low").orElse(value),
        f.optionalNumber("high").orElse(value),
        basis(f));
  }

  static Quantified quantified(YamlNode node, String what) {
    Fields f = Fields.of(node, what);
    Quantified q = quantified(f, "value");
    f.done();
    return q;
  }

  static double probability(Fields f, String key) {
    return probability(f.need(key), "'" + key + "'");
  }

  static double probability(YamlNode node, String what) {
    double p = Fields.number(node, what);
    if (p < 0 || p > 1) {
      throw new BadInputException(
          node.at(), what + " is " + p + "; a probability lies between 0 and 1");
    }
    return p;
  }

  static ByAge byAge(Map<String, YamlNode> steps, YamlNode at) {
    TreeMap<Integer, Double> result = new TreeMap<>();
    for (Map.Entry<String, YamlNode> step : steps.entrySet()) {
      int age;
      try {
        age = Integer.parseInt(step.getKey());
      } catch (NumberFormatException e) {
        throw new BadInputException(
            step.getValue().at(), "'" + step.getKey() + "' is not an age in whole years");
      }
      double value = Fields.number(step.getValue(), "the value at age " + age);
      if (value < 0) {
        throw new BadInputException(step.getValue().at(), "a frequency cannot be negative");
      }
      result.put(age, value);
    }
    if (result.isEmpty()) {
      throw new BadInputException(at.at(), "no age is given");
    }
    return new ByAge(result);
  }

  /// A distribution over `levels` levels that sums to 1 within one per cent; it is rescaled to sum
  /// to 1.
  static double[] distribution(YamlNode node, int levels) {
    List<YamlNode> items = Fields.items(node, "a distribution");
    if (items.size() != levels) {
      throw new BadInputException(
          node.at(), items.size() + " probabilities for " + levels + " levels");
    }
    double[] result = new double[levels];
    double sum = 0;
    for (int i = 0; i < levels; i++) {
      result[i] = probability(items.get(i), "a probability");
      sum += result[i];
    }
    if (Math.abs(sum - 1) > 0.011) {
      throw new BadInputException(node.at(), "the probabilities sum to " + sum + ", not to 1");
    }
    for (int i = 0; i < levels; i++) {
      result[i] /= sum;
    }
    return result;
  }
}
