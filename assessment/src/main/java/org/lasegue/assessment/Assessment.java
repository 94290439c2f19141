package org.lasegue.assessment;

import java.util.List;
import java.util.Map;
import org.lasegue.knowledge.CareAction;
import org.lasegue.knowledge.Condition;
import org.lasegue.knowledge.Urgency;

/// All that Lasegue says about a case. Every list is ordered by importance. Probabilities are
/// between 0 and 1.
///
/// @param knowledgeVersion version of the knowledge that it rests on
/// @param wouldChange the smallest answers that would change the urgency or the first cause
/// @param unasked danger findings that apply to this person and that nobody has answered
/// @param limits what this assessment cannot tell, in plain words
/// @param leftOut findings that were given and not used, with the reason
public record Assessment(
    String knowledgeVersion,
    Mode mode,
    Case subject,
    UrgencyResult urgency,
    List<Cause> causes,
    Localisation localisation,
    List<Question> next,
    List<Change> wouldChange,
    Plan plan,
    List<String> unasked,
    List<String> limits,
    Map<String, String> leftOut) {

  /// @param level the higher of the two nets, from what is known
  /// @param possible the worst that an open rule could still reach
  /// @param fired rules that hold, with why, @param open rules that more answers could make hold
  /// @param risks dangerous conditions at or above the probability from which they count
  /// @param loweredBy answers that would lower the level of the risk net
  /// @param see who to see
  public record UrgencyResult(
      Urgency level,
      Urgency possible,
      List<FiredRule> fired,
      List<OpenRule> open,
      List<Risk> risks,
      List<LoweredBy> loweredBy,
      String see,
      boolean restsOnWideNumbers) {}

  /// @param because the findings that made it hold, @param fromUnsure whether it holds only because
  ///   of a "not sure"
  /// @param stoodDownBy the signs or tests that stood it down, empty where none did
  public record FiredRule(
      String id,
      Urgency level,
      List<String> because,
      String say,
      String reason,
      String see,
      boolean fromUnsure,
      List<String> stoodDownBy) {}

  public record OpenRule(String id, Urgency level, List<String> missing) {}

  /// @param actAt the probability from which the condition counts with this level
  public record Risk(String condition, double probability, double actAt, Urgency level) {}

  public record LoweredBy(String finding, String answer, Urgency level) {}

  /// @param probability that it contributes to this episode, with an interval from the uncertainty
  ///   of the numbers used
  public record Cause(
      String condition,
      double probability,
      double low,
      double high,
      List<Weight> forIt,
      List<Weight> against) {}

  /// How much one finding moves one condition: 10 log10 of the Bayes factor in the joint model.
  ///
  /// @param finding with its side, such as `leg-pain@left`; @param answer what was observed
  public record Weight(String finding, String answer, double decibans) {}

  public record Localisation(Map<Condition.Axis, Double> axis, List<Root> roots) {}

  /// @param side `left` or `right`
  public record Root(String root, String side, double probability) {}

  /// What is worth asking, examining or testing next.
  ///
  /// @param id finding with its side, @param kind the kind of the finding
  /// @param gain expected information on the causes in bits, @param effort in seconds
  public record Question(String id, String kind, double gain, double effort, String text) {}

  /// @param to the new first cause or urgency level
  public record Change(String finding, String answer, double probability, String what, String to) {}

  /// @param withheld true while an emergency stands: then all lists but `until` and `comeBack` are
  ///   empty
  /// @param until what to do until the person is seen
  public record Plan(
      boolean withheld,
      List<Advice> until,
      List<Advice> act,
      List<Advice> dont,
      List<Advice> medicines,
      List<Advice> tests,
      List<Advice> avoidTests,
      List<Advice> comeBack,
      String see) {}

  /// @param mine why it is in this plan, @param check what must be known before following it
  public record Advice(CareAction action, List<String> mine, List<String> check) {}
}
