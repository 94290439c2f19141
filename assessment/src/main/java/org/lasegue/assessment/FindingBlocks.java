package org.lasegue.assessment;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.lasegue.assessment.Case.Key;
import org.lasegue.assessment.Case.Where;
import org.lasegue.knowledge.Finding;
import org.lasegue.knowledge.Knowledge;

/// Which findings stand together, as they are not independent of each other given the causes.
///
/// @param groups the findings of each block, @param implies what a finding implies in its block
record FindingBlocks(List<List<Key>> groups, Map<Key, Key> implies) {

  static FindingBlocks of(Knowledge knowledge) {
    Map<Key, Key> implies = new HashMap<>();
    Map<Key, String> groupOf = new LinkedHashMap<>();
    for (Finding finding : knowledge.findings().values()) {
      if (finding.ruleOnly()) {
        continue;
      }
      for (Where where : CaseReader.places(finding)) {
        Key key = new Key(finding.id(), where);
        groupOf.put(key, groupName(finding, where));
      }
    }
    for (Key key : groupOf.keySet()) {
      implied(key, groupOf, knowledge).ifPresent(to -> implies.put(key, to));
    }
    // findings that imply one another share a block
    for (Map.Entry<Key, Key> entry : implies.entrySet()) {
      String from = groupOf.getOrDefault(entry.getKey(), "");
      String to = groupOf.getOrDefault(entry.getValue(), "");
      if (!from.equals(to)) {
        groupOf.replaceAll((key, group) -> group.equals(from) ? to : group);
      }
    }
    Map<String, List<Key>> groups = new LinkedHashMap<>();
    groupOf.forEach((key, group) -> groups.computeIfAbsent(group, g -> new ArrayList<>()).add(key));
    return new FindingBlocks(List.copyOf(groups.values()), implies);
  }

  /// Findings of one mechanism share a block, left and right together: a condition that affects
  /// both sides does so by one hidden state, not by two independent ones.
  private static String groupName(Finding finding, Where where) {
    return finding
        .mechanism()
        .map(id -> "mechanism " + id)
        .orElse(finding.id() + "@" + where.word());
  }

  /// The nearest finding of the model that this one implies and that reads the same mechanism or
  /// none, or of which it is a part.
  private static Optional<Key> implied(Key key, Map<Key, String> groupOf, Knowledge knowledge) {
    Finding finding = knowledge.findingById(key.finding());
    Set<String> direct = new LinkedHashSet<>(finding.implies());
    for (String each : finding.implies()) {
      direct.removeAll(knowledge.findingById(each).implies());
    }
    for (String each : direct) {
      Finding to = knowledge.findingById(each);
      if (!to.mechanism().equals(finding.mechanism()) && !finding.partOf().equals(Optional.of(each))
          || to.type().levels() != 2
          || finding.type().levels() != 2
          || (to.kind() == Finding.Kind.CONTEXT) != (finding.kind() == Finding.Kind.CONTEXT)) {
        continue;
      }
      for (Where where : CaseReader.impliedPlaces(key.where(), to)) {
        Key target = new Key(each, where);
        if (groupOf.containsKey(target)) {
          return Optional.of(target);
        }
      }
    }
    return Optional.empty();
  }
}
