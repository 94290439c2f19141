package org.lasegue.web.cds;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import org.lasegue.report.Json;
import org.lasegue.web.Settings;
import org.springframework.stereotype.Component;

/// What clinicians did with cards, one line each in `cds-feedback.ndjson` of the data folder. No
/// person, no comment, no hour: only the day, which advice, and whether it was taken.
@Component
class CdsFeedback {
  /// A file that nobody reads must not fill the disk.
  private static final long LARGEST = 64L * 1024 * 1024;

  private final Path file;
  private final Clock clock;

  CdsFeedback(Settings settings, Clock clock) {
    this.file = settings.data().resolve("cds-feedback.ndjson");
    this.clock = clock;
  }

  /// @param reason one of our reasons, or empty
  record Entry(String service, String topic, String outcome, String reason) {}

  synchronized void add(List<Entry> entries) {
    StringBuilder lines = new StringBuilder();
    for (Entry entry : entries) {
      lines
          .append(
              Json.object(j ->
                  j.text("day", LocalDate.now(clock).toString())
                      .text("service", entry.service())
                      .text("topic", entry.topic())
                      .text("outcome", entry.outcome())
                      .textIfAny("reason", entry.reason())))
          .append('\n');
    }
    try {
      if (Files.exists(file) && Files.size(file) > LARGEST) {
        return;
      }
      Files.createDirectories(file.toAbsolutePath().getParent());
      Files.write(
          file,
          lines.toString().getBytes(StandardCharsets.UTF_8),
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
