package org.lasegue.assessment.evaluation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.lasegue.assessment.Answer;
import org.lasegue.assessment.Case;
import org.lasegue.assessment.Case.Key;

/// Findings that one case alone uses. Where the knowledge was made with these cases at hand, such a
/// finding may be there for that case; the accuracy without them shows how much rests on it.
///
/// @param dropped for each finding the case that alone uses it
/// @param cases the same cases without these findings
public record Singletons(Map<String, String> dropped, List<Case> cases) {

  public static Singletons in(List<Case> cases) {
    Map<String, Integer> uses = new HashMap<>();
    for (Case each : cases) {
      findings(each).forEach(finding -> uses.merge(finding, 1, Integer::sum));
    }
    Map<String, String> dropped = new LinkedHashMap<>();
    List<Case> without = new ArrayList<>();
    for (Case each : cases) {
      Set<String> only = new HashSet<>();
      for (String finding : findings(each)) {
        if (uses.getOrDefault(finding, 0) == 1) {
          only.add(finding);
          dropped.put(finding, each.id());
        }
      }
      Map<Key, Answer> kept = new LinkedHashMap<>(each.findings());
      kept.keySet().removeIf(key -> only.contains(key.finding()));
      without.add(new Case(each.id(), each.person(), kept, each.other(), each.expected()));
    }
    return new Singletons(dropped, List.copyOf(without));
  }

  /// The findings that a case answers, whatever the side and the answer.
  private static Set<String> findings(Case subject) {
    Set<String> result = new LinkedHashSet<>();
    subject.findings().keySet().forEach(key -> result.add(key.finding()));
    return result;
  }
}
