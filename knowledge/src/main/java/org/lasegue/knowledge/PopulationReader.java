package org.lasegue.knowledge;

import java.util.EnumMap;
import java.util.Map;
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
    Map<Band, Map<PregnancyState, Double>> pregnancy = new EnumMap<>(Band.class);
    Fields p = Fields.of(f.need("pregnancy"), "'pregnancy'");
    for (Band band : Band.values()) {
      Map<PregnancyState, Double> states = new EnumMap<>(PregnancyState.class);
      double none = 1;
      if (p.has(Integer.toString(band.from()))) {
        Fields s = Fields.of(p.need(Integer.toString(band.from())), "pregnancy by age");
        for (PregnancyState state :
            new PregnancyState[] {
              PregnancyState.EARLY, PregnancyState.LATE, PregnancyState.POSTPARTUM
            }) {
          states.put(state, Numbers.probability(s, Fields.hyphenated(state)));
          none -= states.get(state);
        }
        s.done();
      }
      states.put(PregnancyState.NONE, none);
      pregnancy.put(band, states);
    }
    p.done();
    double female = Numbers.probability(f, "female");
    Population population = new Population(bands, female, pregnancy, Numbers.basis(f));
    f.done();
    return population;
  }
}
