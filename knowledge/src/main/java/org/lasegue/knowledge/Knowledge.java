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
    Literature literature,
    FollowUpKnowledge followUp) {

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

  /// The same knowledge with other danger questions and rules.
  public Knowledge withRules(List<Screen> otherScreens, List<TriageRule> otherRules) {
    return copy(findings, otherScreens, conditions, otherRules, literature);
  }

  /// The same knowledge with other numbers: findings and conditions by id.
  public Knowledge withNumbers(
      Map<String, Finding> otherFindings, Map<String, Condition> otherConditions) {
    return copy(otherFindings, screens, otherConditions, rules, literature);
  }

  /// The same knowledge beside other published figures.
  public Knowledge withLiterature(Literature other) {
    return copy(findings, screens, conditions, rules, other);
  }

  private Knowledge copy(
      Map<String, Finding> f,
      List<Screen> s,
      Map<String, Condition> c,
      List<TriageRule> r,
      Literature l) {
    return new Knowledge(
        version,
        sources,
        families,
        f,
        aliases,
        groups,
        s,
        mechanisms,
        c,
        r,
        care,
        claims,
        names,
        contacts,
        medicalNames,
        population,
        l,
        followUp);
  }
}
