package org.lasegue.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lasegue.assessment.followup.Diary;
import org.lasegue.assessment.followup.DiaryEntry;
import org.lasegue.knowledge.Progression.Change;
import org.lasegue.knowledge.Progression.Felt;
import org.lasegue.report.DiaryJson;

class PlanTest {
  @TempDir Path folder;

  private Run plan(String findings) throws IOException {
    Path file = folder.resolve("case.yaml");
    Files.writeString(file, "format: 1\nid: c1\nage: 40\nsex: male\nfindings:\n" + findings);
    return Run.of("plan", file.toString());
  }

  @Test
  void plainBackPainGetsAWalkWithItsDose() throws IOException {
    Run run = plan("  low-back-pain: present\n  worse-with-movement: present\n");
    assertThat(run.code()).isEqualTo(Main.DONE);
    assertThat(run.out())
        .contains("Walk each day and build it up: 5 minutes on 5 days this week")
        .contains("Stop if: ")
        .contains("does not replace");
  }

  @Test
  void anEmergencyGetsNoPlan() throws IOException {
    Run run = plan("  low-back-pain: present\n  urinary-retention: present\n");
    assertThat(run.out())
        .contains("emergency-now")
        .contains("First get help")
        .doesNotContain("minutes on")
        .doesNotContain("Walk each day");
  }

  @Test
  void withADiaryTheWeekItsDoseAndTheCourseAreOfItsLastDay() throws IOException {
    Path diary = folder.resolve("diary.json");
    StringBuilder days = new StringBuilder();
    for (int week = 0; week < 7; week++) {
      String day = LocalDate.of(2026, 3, 2).plusWeeks(week).toString();
      days.append(days.isEmpty() ? "" : ",")
          .append(
              "{\"day\":\"%s\",\"back\":6,\"leg\":2,\"felt\":\"right\",\"change\":\"same\"}"
                  .formatted(day));
    }
    Files.writeString(diary, "{\"format\":1,\"days\":[" + days + "],\"scores\":[]}");
    plan("  low-back-pain: present\n  worse-with-movement: present\n");
    String file = folder.resolve("case.yaml").toString();
    Run run = Run.of("plan", file, "--diary", diary.toString());
    assertThat(run.code()).isEqualTo(Main.DONE);
    assertThat(run.out())
        .contains(
            "Week 7 of c1", "30 minutes on 5 days", "It is time for a new look.", "Six weeks");
    Run early = Run.of("plan", file, "--diary", diary.toString(), "--on", "2026-03-10");
    assertThat(early.out()).contains("Week 2 of c1", "10 minutes on 5 days");
    Run without = Run.of("plan", file, "--without", "walk-daily");
    assertThat(without.out()).doesNotContain("Walk each day and build it up");
    Files.writeString(diary, "{\"format\":1,\"days\":[{\"day\":\"soon\"}]}");
    Run wrong = Run.of("plan", file, "--diary", diary.toString());
    assertThat(wrong.code()).isEqualTo(Main.BAD_INPUT);
    assertThat(wrong.err()).contains("diary.json:1", "must be a date");
  }

  @Test
  void aFileThatIsNoCaseIsBadInput() throws IOException {
    assertThat(plan("  no-such-finding: present\n").code()).isEqualTo(Main.BAD_INPUT);
  }

  @Test
  void aDiaryAsItIsExportedFitsItsSchema() throws IOException {
    DiaryEntry day =
        new DiaryEntry(
            LocalDate.of(2026, 3, 2),
            OptionalInt.of(3),
            OptionalInt.empty(),
            OptionalInt.of(20),
            Optional.of(DiaryEntry.Sleep.BAD),
            Optional.of(Felt.TOO_EASY),
            Optional.of(Change.BETTER),
            "paracetamol",
            "mine");
    String text =
        DiaryJson.of(
            List.of(new DiaryJson.Day(day, Map.of("bladder", "no"), true)),
            List.of(new Diary.Score(LocalDate.of(2026, 3, 2), "roland-morris", 4)));
    Schema schema =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(Files.readString(Run.ROOT.resolve("docs/schemas/diary-1.schema.json")));
    assertThat(schema.validate(text, InputFormat.JSON)).isEmpty();
    assertThat(schema.validate(text.replace("\"back\":3", "\"back\":11"), InputFormat.JSON))
        .isNotEmpty();
  }
}
