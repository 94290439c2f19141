package org.lasegue.web.followup;

import biweekly.Biweekly;
import biweekly.ICalendar;
import biweekly.component.VAlarm;
import biweekly.component.VEvent;
import biweekly.parameter.Related;
import biweekly.property.Classification;
import biweekly.property.Trigger;
import biweekly.util.Duration;
import biweekly.util.Frequency;
import biweekly.util.Recurrence;
import java.time.Clock;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Date;
import java.util.Optional;
import java.util.UUID;
import org.lasegue.web.Messages;
import org.springframework.stereotype.Component;

/// Reminders as an iCalendar file. A calendar is shown on a lock screen and copied to other
/// companies: so no title speaks of health, and no event holds the address of the case. The times
/// are floating, so that seven in the evening is seven wherever the person is.
@Component
class Reminders {
  private static final LocalTime EVENING = LocalTime.of(19, 0);
  private static final LocalTime MORNING = LocalTime.of(9, 0);
  private static final int WEEKS = 12;
  private static final int DAYS = 7;

  private final Messages messages;
  private final Clock clock;

  Reminders(Messages messages, Clock clock) {
    this.messages = messages;
    this.clock = clock;
  }

  /// @param safety the day on which a person who was worse is to look again
  String of(LocalDate from, Optional<LocalDate> safety) {
    ICalendar calendar = new ICalendar();
    calendar.setProductId("-//Reminders//EN");
    calendar.getTimezoneInfo().setGlobalFloatingTime(true);
    VEvent daily = event(from, EVENING, messages.text("calendar.daily"));
    daily.setRecurrenceRule(new Recurrence.Builder(Frequency.DAILY).count(WEEKS * DAYS).build());
    calendar.addEvent(daily);
    VEvent weekly = event(from.plusDays(DAYS), MORNING, messages.text("calendar.weekly"));
    weekly.setRecurrenceRule(new Recurrence.Builder(Frequency.WEEKLY).count(WEEKS).build());
    calendar.addEvent(weekly);
    safety
        .filter(day -> !day.isBefore(from))
        .ifPresent(day -> calendar.addEvent(event(day, MORNING, messages.text("calendar.safety"))));
    return Biweekly.write(calendar).go();
  }

  private VEvent event(LocalDate day, LocalTime time, String title) {
    VEvent event = new VEvent();
    event.setUid(UUID.randomUUID().toString());
    event.setDateTimeStamp(Date.from(clock.instant()));
    // the library formats in the zone of this machine and writes no zone
    event.setDateStart(Date.from(day.atTime(time).atZone(ZoneId.systemDefault()).toInstant()));
    event.setDuration(Duration.builder().minutes(5).build());
    event.setSummary(title);
    event.setClassification(Classification.private_());
    event.addAlarm(
        VAlarm.display(new Trigger(Duration.builder().minutes(0).build(), Related.START), title));
    return event;
  }
}
