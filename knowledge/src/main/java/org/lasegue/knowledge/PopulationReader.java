package org.lasegue.knowledge;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.lasegue.knowledge.Condition.PregnancyState;
import org.lasegue.knowledge.yaml.BadInputException;
import org.lasegue.knowledge.yaml.Fields;
import org.lasegue.knowledge.yaml.YamlNode;

/// Reads the general adult population.
final class PopulationReader {
  private PopulationReader() {}

  static Population population(YamlNode node) {
    Fields f = Fields.of(node, "the population");
    Map<Band, Double> bands = new EnumMap<>(Band.class);
    Map<String, YamlNode> shares = f.map("age-shares");
    double sum = 0;
    for (Band band : Band.values()) {
      YamlNode share = shares.get(Integer.toString(band.from()));
      if (share == null) {
        throw new BadInputException(f.at(), "no share of the ages from " + band.from());
      }
      bands.put(band, Numbers.probability(share, "a share"));
      sum += bands.get(band);
    }
    double total = sum;
    bands.replaceAll((band, share) -> share / total);
    NavigableMap<Integer, Map<PregnancyState, Double>> pregnancy = new TreeMap<>();
    f.map("pregnancy").forEach((age, states) -> pregnancy.put(age(age, states), states(states)));
    double female = Numbers.probability(f, "female");
    Population population = new Population(bands, female, pregnancy, Numbers.basis(f));
    f.done();
    return population;
  }

  private static int age(String key, YamlNode at) {
    if (!key.matches("[0-9]{1,3}")) {
      throw new BadInputException(at.at(), "'" + key + "' is no age in whole years");
    }
    return Integer.parseInt(key);
  }

  private static Map<PregnancyState, Double> states(YamlNode node) {
    Fields s = Fields.of(node, "pregnancy by age");
    Map<PregnancyState, Double> states = new EnumMap<>(PregnancyState.class);
    double none = 1;
    for (PregnancyState state :
        List.of(PregnancyState.EARLY, PregnancyState.LATE, PregnancyState.POSTPARTUM)) {
      states.put(state, Numbers.probability(s, Fields.hyphenated(state)));
      none -= states.get(state);
    }
    s.done();
    states.put(PregnancyState.NONE, none);
    return states;
  }
}
