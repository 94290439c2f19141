package org.lasegue.knowledge;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lasegue.knowledge.yaml.Position;

/// All that medicine knows here, by id, in the order of the files.
///
/// @param version the version of the knowledge: a short digest of its files, so that a result can
///   name what it rests on
/// @param aliases former finding ids to the present ones
/// @param contacts whom to call, by country
/// @param medicalNames words with no plain one in their place, in lower case, and where each is
///   listed; a reading grade counts them as one syllable
public record Knowledge(
    String version,
    Map<String, Source> sources,
    Map<String, Family> families,
    Map<String, Finding> findings,
    Map<String, String> aliases,
    Map<String, FindingGroup> groups,
    List<Screen> screens,
    Map<String, Mechanism> mechanisms,
    Map<String, Condition> conditions,
    List<TriageRule> rules,
    Map<String, CareAction> care,
    List<Claim> claims,
    List<SearchName> names,
    Map<String, Contact> contacts,
    Map<String, Position> medicalNames,
    Population population,
    Literature literature) {

  /// The finding with this id or former id.
  public Optional<Finding> finding(String id) {
    @Nullable Finding found = findings.get(id);
    if (found == null) {
      String renamed = aliases.get(id);
      found = renamed == null ? null : findings.get(renamed);
    }
    return Optional.ofNullable(found);
  }

  /// The condition with this id, which must exist.
  public Condition condition(String id) {
    @Nullable Condition found = conditions.get(id);
    if (found == null) {
      throw new IllegalArgumentException("no condition '" + id + "'");
    }
    return found;
  }

  /// The finding with this id, which must exist.
  public Finding findingById(String id) {
    return finding(id).orElseThrow(() -> new IllegalArgumentException("no finding '" + id + "'"));
  }
}
