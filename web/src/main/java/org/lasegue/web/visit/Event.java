package org.lasegue.web.visit;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.lasegue.assessment.followup.Diary;
import org.lasegue.assessment.followup.DiaryEntry;

/// One thing that happened in a visit. Events are only ever added.
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "event")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Event.Began.class, name = "began"),
  @JsonSubTypes.Type(value = Event.Replied.class, name = "replied"),
  @JsonSubTypes.Type(value = Event.Acknowledged.class, name = "acknowledged"),
  @JsonSubTypes.Type(value = Event.Showed.class, name = "showed"),
  @JsonSubTypes.Type(value = Event.Examined.class, name = "examined"),
  @JsonSubTypes.Type(value = Event.Overrode.class, name = "overrode"),
  @JsonSubTypes.Type(value = Event.Kept.class, name = "kept"),
  @JsonSubTypes.Type(value = Event.Wrote.class, name = "wrote"),
  @JsonSubTypes.Type(value = Event.Noted.class, name = "noted"),
  @JsonSubTypes.Type(value = Event.Scored.class, name = "scored"),
  @JsonSubTypes.Type(value = Event.Wished.class, name = "wished")
})
public sealed interface Event {
  /// @param forOther whether somebody answers for the person in pain
  /// @param country where help is to be called; null where the visit is older than the question
  /// @param seed of the numbers in addresses, random; null where the visit is older than they are
  /// @param on the day; null where the visit is older than the diary
  record Began(
      boolean forOther, @Nullable String country, @Nullable String seed, @Nullable LocalDate on)
      implements Event {}

  record Replied(Reply reply) implements Event {}

  /// The emergency card for these rules was shown and the person went on.
  record Acknowledged(List<String> rules) implements Event {}

  /// What was shown as the result.
  ///
  /// @param knowledge version of the knowledge, @param assessment the assessment as JSON
  record Showed(String knowledge, String assessment) implements Event {}

  /// Signs and tests, as a line of a case file; a later one replaces an earlier one.
  record Examined(String answers) implements Event {}

  /// A clinician's own urgency with the reason; the computed one stays visible.
  ///
  /// @param by who had signed in; null where nobody has to
  record Overrode(String level, String reason, @Nullable String by) implements Event {}

  /// The person asked to keep the case.
  record Kept() implements Event {}

  /// The letter as the clinician edited it.
  record Wrote(String letter) implements Event {}

  /// A day of the diary.
  ///
  /// @param danger what was answered to each danger question that was asked, by its id
  /// @param stopped whether a warning sign stopped the plan that day; null where the entry is older
  ///   than this
  record Noted(DiaryEntry entry, Map<String, Reply.Said> danger, @Nullable Boolean stopped)
      implements Event {}

  /// A questionnaire that was filled in.
  record Scored(Diary.Score score) implements Event {}

  /// What the person wants of the weekly plan.
  ///
  /// @param care id of a care action, @param aside whether they would rather not do it
  record Wished(String care, boolean aside) implements Event {}
}
