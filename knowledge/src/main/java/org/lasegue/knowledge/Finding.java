package org.lasegue.knowledge;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lasegue.knowledge.yaml.Position;

/// Something that can be observed of a person.
///
/// @param sided whether left and right are observed separately
/// @param effortSeconds time to answer, examine or obtain
/// @param mechanism the latent state that this finding reads, if any
/// @param implies findings that are present whenever this one is (on the same side); that which it
///   is part of among them
/// @param meansBoth the sided finding that is present on both sides when this one is
/// @param partOf the finding that this one is a part of ("weakness that grows" of "weakness"): its
///   numbers are counted in those of that already
/// @param shows the finding that rules take to be present on the same side where this one is
///   abnormal, whatever else is said of it; the causes read this one itself
/// @param only in whom it can be found, where not in everybody
/// @param ofEpisode whether it describes the episode as a whole (its duration, its course): a cause
///   then sets its distribution instead of adding to the background
/// @param ruleOnly whether only rules and care read it, so that it has no weight in the causes
public record Finding(
    String id,
    String clinical,
    String plain,
    Kind kind,
    ValueType type,
    boolean sided,
    AnsweredBy answeredBy,
    String ask,
    String askAgain,
    String help,
    String why,
    String examine,
    double effortSeconds,
    Optional<String> mechanism,
    Background background,
    List<String> implies,
    Optional<String> meansBoth,
    Optional<String> partOf,
    Optional<String> shows,
    Optional<Only> only,
    boolean ruleOnly,
    boolean ofEpisode,
    boolean isPrivate,
    boolean mustAsk,
    Map<String, String> codes,
    List<String> aliases,
    Position at) {

  public enum Kind {
    CONTEXT,
    SYMPTOM,
    SIGN,
    TEST
  }

  public enum AnsweredBy {
    PERSON,
    CLINICIAN,
    DEVICE
  }

  /// Who alone can have a finding.
  public enum Only {
    UTERUS,
    TESTES,
    PROSTATE,
    PREGNANCY
  }

  /// Whether a person can know it without an examination.
  public boolean selfReported() {
    return kind == Kind.CONTEXT || kind == Kind.SYMPTOM;
  }
}
