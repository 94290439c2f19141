package org.lasegue.assessment;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.lasegue.assessment.Case.Key;
import org.lasegue.assessment.Case.Where;
import org.lasegue.knowledge.Finding;
import org.lasegue.knowledge.Knowledge;
import org.lasegue.knowledge.ValueType;

/// The answers of a case that the causes may rest on in a mode, and those left out with the reason.
record Evidence(List<Item> items, Map<String, String> leftOut) {

  static final String BY_EXAMINATION = "known only by examination";

  /// One observed level.
  record Item(Key key, int level) {}

  static Evidence of(Case subject, Mode mode, CausalModel model) {
    Knowledge knowledge = model.knowledge();
    List<Item> items = new ArrayList<>();
    Map<String, String> leftOut = new LinkedHashMap<>();
    for (Map.Entry<Key, Answer> entry : subject.findings().entrySet()) {
      Key key = entry.getKey();
      Finding finding = knowledge.findingById(key.finding());
      if (!mode.allows(finding)) {
        leftOut.put(key.toString(), BY_EXAMINATION);
        continue;
      }
      switch (entry.getValue()) {
        case Answer.Unsure _ -> leftOut.put(key.toString(), "not sure");
        case Answer.Past _ -> leftOut.put(key.toString(), "was there before, is gone now");
        case Answer.Known known -> {
          if (finding.type() instanceof ValueType.Quantity quantity
              && known.number().orElse(0) > quantity.silentAbove()) {
            leftOut.put(key.toString(), "so high a value tells nothing");
          } else if (!finding.ruleOnly()) {
            items.add(new Item(key, known.level()));
          }
        }
      }
    }
    return new Evidence(List.copyOf(items), leftOut);
  }

  Evidence without(Item item) {
    return new Evidence(items.stream().filter(other -> !other.equals(item)).toList(), leftOut);
  }

  /// Whether a side was left open, so that the answers must be read for either side.
  boolean someSideOpen() {
    return items.stream().anyMatch(i -> i.key().where() == Where.SOME_SIDE);
  }
}
