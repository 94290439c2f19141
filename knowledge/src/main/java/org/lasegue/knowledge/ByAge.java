package org.lasegue.knowledge;

import java.util.Map;
import java.util.TreeMap;

/// A step function of age: each entry holds from its age up to the next entry. Below the first
/// entry the first holds.
public record ByAge(TreeMap<Integer, Double> steps) {
  public ByAge(Map<Integer, Double> steps) {
    this(new TreeMap<>(steps));
  }

  public static ByAge constant(double value) {
    return new ByAge(Map.of(0, value));
  }

  public double at(int age) {
    var entry = steps.floorEntry(age);
    return entry == null ? steps.firstEntry().getValue() : entry.getValue();
  }
}
