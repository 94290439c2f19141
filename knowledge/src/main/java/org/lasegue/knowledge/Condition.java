package org.lasegue.knowledge;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.lasegue.knowledge.yaml.Position;

/// Something that contributes to an episode of back and leg complaints.
///
/// @param prior P(active and contributing symptoms in a random adult during four weeks)
/// @param presents P(seeks an answer for this complaint | active)
/// @param age relative frequency by age, @param sex by sex; both are rescaled so that the
///   population mean is the prior
/// @param coexists whether it may contribute beside another root cause
/// @param raises findings that must never lower its probability
public record Condition(
    String id,
    String clinical,
    String plain,
    String family,
    Axis axis,
    List<String> synonyms,
    Map<String, String> codes,
    String explain,
    String toldApart,
    Quantified prior,
    Quantified presents,
    ByAge age,
    Basis ageBasis,
    Map<Sex, Double> sex,
    Basis sexBasis,
    Only only,
    Map<PregnancyState, Double> pregnancy,
    List<ContextOdds> context,
    Site site,
    List<MechanismLink> mechanisms,
    List<FindingLink> findings,
    List<Arc> complicationOf,
    boolean coexists,
    Danger urgency,
    Set<String> raises,
    String course,
    List<TestAdvice> helpfulTests,
    List<TestAdvice> notHelpfulTests,
    Optional<Page> page,
    List<Treatment> treatments,
    Map<String, Basis> basis,
    Position at) {

  /// Where the pain comes from.
  public enum Axis {
    RADICULAR,
    REFERRED,
    HIP,
    CANAL_CLAUDICATION,
    ARTERIAL,
    VENOUS,
    VISCERAL,
    PERIPHERAL_NERVE,
    CORD,
    LOCAL,
    SYSTEMIC
  }

  public enum Organ {
    UTERUS,
    TESTES,
    PROSTATE
  }

  public enum PregnancyState {
    NONE,
    EARLY,
    LATE,
    POSTPARTUM
  }

  /// Where it cannot occur otherwise; empty sets mean no restriction.
  public record Only(Set<Organ> organs, Set<PregnancyState> pregnancy) {}

  public record ContextOdds(String finding, Quantified odds, Position at) {}

  /// Sides and territories it affects, as shares that sum to 1; empty where it has none.
  ///
  /// @param always roots that it affects on both sides wherever it sits, as the cauda equina those
  ///   of the sacrum; they place the pain and change no finding
  public record Site(
      Map<Sides, Double> sides,
      Basis sidesBasis,
      Map<Territory, Double> territories,
      Basis territoriesBasis,
      Set<Territory> always,
      Basis alwaysBasis) {}

  public enum Sides {
    LEFT,
    RIGHT,
    BOTH
  }

  /// P(the mechanism at all), and P(its worst level | at all) where it has levels.
  public record MechanismLink(String id, Quantified p, Optional<Quantified> severe, Position at) {}

  /// Distribution over the finding's levels (for present/absent: `{1 - p, p}`), and on which side.
  public record FindingLink(
      String finding,
      double[] levels,
      double low,
      double high,
      LinkSide side,
      Basis basis,
      Position at) {}

  public enum LinkSide {
    AFFECTED,
    OPPOSITE,
    BOTH,
    LEFT,
    RIGHT
  }

  /// P(this | cause present).
  public record Arc(String cause, Quantified p, Position at) {}

  /// The level that this condition itself deserves, and the probability from which it applies
  /// (above 1: never by itself).
  ///
  /// @param see who is to be seen, where not the one that the level says; a word as in rules
  public record Danger(
      Urgency level, double actAt, Optional<String> see, String why, Basis basis) {}

  public record TestAdvice(String test, String why, Basis basis) {}

  /// What the person reads about it beside what it is and how it goes.
  ///
  /// @param feels how it feels, @param who who gets it, @param helps what helps and by how much
  /// @param danger signs that need help sooner, @param seen when to be seen without them
  public record Page(Said feels, Said who, Said helps, Said danger, Said seen) {
    /// The sections in reading order, each with its name in the file.
    public Map<String, Said> sections() {
      Map<String, Said> sections = new LinkedHashMap<>();
      sections.put("feels", feels);
      sections.put("who", who);
      sections.put("helps", helps);
      sections.put("danger", danger);
      sections.put("seen", seen);
      return Collections.unmodifiableMap(sections);
    }
  }

  /// Words for the person and what they rest on.
  public record Said(String words, Basis basis) {}

  /// A treatment with the size of its benefit, for clinicians.
  public record Treatment(String treatment, String benefit, Basis basis) {}

  /// The same with other numbers.
  public Condition withNumbers(
      Quantified prior,
      Quantified presents,
      List<ContextOdds> context,
      List<MechanismLink> mechanisms,
      List<FindingLink> findings) {
    return with(prior, presents, context, mechanisms, findings, page);
  }

  /// The same with another page for the person.
  public Condition withPage(Optional<Page> page) {
    return with(prior, presents, context, mechanisms, findings, page);
  }

  private Condition with(
      Quantified prior,
      Quantified presents,
      List<ContextOdds> context,
      List<MechanismLink> mechanisms,
      List<FindingLink> findings,
      Optional<Page> page) {
    return new Condition(
        id,
        clinical,
        plain,
        family,
        axis,
        synonyms,
        codes,
        explain,
        toldApart,
        prior,
        presents,
        age,
        ageBasis,
        sex,
        sexBasis,
        only,
        pregnancy,
        context,
        site,
        mechanisms,
        findings,
        complicationOf,
        coexists,
        urgency,
        raises,
        course,
        helpfulTests,
        notHelpfulTests,
        page,
        treatments,
        basis,
        at);
  }
}
