package org.lasegue.assessment.followup;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.lasegue.assessment.Assessment.Advice;
import org.lasegue.knowledge.PlanPart;
import org.lasegue.knowledge.Sentence;

/// The plan of one week.
///
/// @param number the first week is 1, @param from its first day
/// @param withheld whether an emergency stands: then nothing is planned
/// @param stopped whether a warning sign stops walking and exercise
/// @param stale whether nothing was written for a week, so that the plan may not fit any more
/// @param moved how the dose moved since last week, empty where nothing was answered
public record Week(
    int number,
    LocalDate from,
    boolean withheld,
    boolean stopped,
    boolean stale,
    Optional<String> moved,
    List<Part> parts,
    List<Advice> medicines,
    List<Advice> avoid,
    List<Advice> comeBack) {
  public record Part(PlanPart.Part part, List<Item> items) {}

  /// @param advice what and why, with what must be known first
  /// @param planned the item of the knowledge, with what the advice itself does not say
  public record Item(Advice advice, Optional<Amount> amount, PlanPart.Item planned) {
    public String howOften() {
      return said(advice.action().howOften(), planned.howOften());
    }

    public String progress() {
      return said(advice.action().progress(), planned.progress());
    }

    public String stop() {
      return said(advice.action().stop(), planned.stop());
    }

    private static String said(String byAction, Optional<Sentence> added) {
      return added.map(Sentence::text).orElse(byAction);
    }
  }

  /// @param amount minutes or times, by `unit`; @param days on how many days of the week
  /// @param basis what the numbers rest on
  public record Amount(
      int amount, PlanPart.Unit unit, int days, int most, org.lasegue.knowledge.Basis basis) {}
}
