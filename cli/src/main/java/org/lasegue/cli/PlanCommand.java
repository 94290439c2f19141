package org.lasegue.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.lasegue.assessment.Assessment;
import org.lasegue.assessment.Assessor;
import org.lasegue.assessment.Case;
import org.lasegue.assessment.CaseReader;
import org.lasegue.assessment.Mode;
import org.lasegue.assessment.followup.Course;
import org.lasegue.assessment.followup.Diary;
import org.lasegue.assessment.followup.DiaryEntry;
import org.lasegue.assessment.followup.DiaryReader;
import org.lasegue.assessment.followup.FollowUp;
import org.lasegue.assessment.followup.Week;
import org.lasegue.knowledge.CareAction;
import org.lasegue.knowledge.Knowledge;
import org.lasegue.knowledge.KnowledgeReader;
import org.lasegue.knowledge.NaturalCourse;
import org.lasegue.knowledge.yaml.BadInputException;
import org.lasegue.knowledge.yaml.Fields;
import org.lasegue.knowledge.yaml.Nearest;
import org.lasegue.report.Shown;
import org.lasegue.report.TextPage;
import org.lasegue.report.Words;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

@Command(
    name = "plan",
    mixinStandardHelpOptions = true,
    description = {
      "The plan of the first week for the cases in files or directories.",
      "With a diary: the plan of its week, how the pain goes, and when to be seen again."
    })
final class PlanCommand implements Callable<Integer> {
  /// A week without a diary is the first, whatever the date.
  private static final LocalDate ANY_DAY = LocalDate.EPOCH;

  private static final Path NONE = Path.of("");

  @ParentCommand private Main main;
  @Spec private CommandSpec spec;

  @Parameters(
      arity = "1..*",
      paramLabel = "CASE",
      description = "A case file (.yaml, or .ndjson with one case a line), or a directory of them.")
  private List<Path> paths;

  @Option(
      names = "--mode",
      paramLabel = "MODE",
      converter = ModeOption.class,
      completionCandidates = ModeOption.Candidates.class,
      description = "What may be used: ${COMPLETION-CANDIDATES}. Without it: self-report.")
  private @Nullable Mode mode;

  @Option(
      names = "--diary",
      paramLabel = "FILE",
      description =
          "A diary of one case, as the web application gives it. The case is taken as told on its"
              + " first day.")
  private Path diaryFile = NONE;

  @Option(
      names = "--on",
      paramLabel = "DAY",
      converter = DayOption.class,
      description = "The day to plan for, such as 2026-03-20. Without it: the last of the diary.")
  private @Nullable LocalDate on;

  @Option(
      names = "--without",
      paramLabel = "ID",
      description = "A care action to put aside; another of its part takes its place.")
  private Set<String> without = new LinkedHashSet<>();

  @SuppressWarnings("NullAway.Init") // picocli sets the fields
  PlanCommand() {}

  @Override
  public Integer call() {
    Knowledge knowledge = KnowledgeReader.bundled();
    for (String id : without) {
      if (!knowledge.care().containsKey(id)) {
        throw new ParameterException(
            spec.commandLine(),
            "'" + id + "' is no care action" + Nearest.hint(id, knowledge.care().keySet()) + ".");
      }
    }
    CaseFiles files = CaseFiles.read(paths, new CaseReader(knowledge));
    if (!files.problems().isEmpty()) {
      files.said().forEach(spec.commandLine().getErr()::println);
      spec.commandLine().getErr().println("Nothing was planned.");
      return Main.BAD_INPUT;
    }
    Diary diary;
    try {
      diary = diary();
    } catch (IOException | BadInputException e) {
      spec.commandLine().getErr().println(e.getMessage());
      return Main.BAD_INPUT;
    }
    if (!diary.isEmpty() && files.cases().size() > 1) {
      spec.commandLine().getErr().println("A diary is of one case; name one case with it.");
      return Main.BAD_INPUT;
    }
    Assessor assessor = new Assessor(knowledge);
    FollowUp followUp = new FollowUp(assessor);
    LocalDate began = diary.first().orElse(ANY_DAY);
    LocalDate day = on == null ? diary.latest().map(DiaryEntry::day).orElse(ANY_DAY) : on;
    Diary written = diary.until(day);
    for (Case each : files.cases()) {
      Assessment assessed =
          assessor.assess(
              followUp.with(each, written, began), mode == null ? Mode.SELF_REPORT : mode);
      Week week = followUp.week(assessed, written, day, without);
      Optional<Course> course =
          written.isEmpty()
              ? Optional.empty()
              : Optional.of(followUp.course(assessed, each, written, began, day));
      spec.commandLine().getOut().print(page(each.id(), assessed, week, course));
    }
    return Main.DONE;
  }

  private Diary diary() throws IOException {
    return diaryFile.equals(NONE)
        ? Diary.EMPTY
        : DiaryReader.read(Files.readString(diaryFile), diaryFile.toString());
  }

  private TextPage page(String id, Assessment assessed, Week week, Optional<Course> course) {
    TextPage page = new TextPage(main.look(true));
    page.paragraph("", "Week " + week.number() + " of " + id, TextPage.Tone.STRONG);
    page.paragraph(
        "Urgency: "
            + assessed.urgency().level().word()
            + ". "
            + Words.see(assessed.urgency().see())
            + ".");
    if (week.withheld()) {
      page.paragraph("Advice for the next weeks comes later. First get help.");
    } else if (week.stopped()) {
      page.paragraph(
          "A warning sign must be checked first. Until then there is no walking or exercise in the"
              + " plan.");
    }
    course.ifPresent(c -> course(page, c));
    week.moved().ifPresent(page::paragraph);
    for (Week.Part part : week.parts()) {
      page.heading(Words.capital(Fields.hyphenated(part.part())));
      for (Week.Item item : part.items()) {
        CareAction action = item.advice().action();
        page.bullet(action.title() + item.amount().map(PlanCommand::dose).orElse(""));
        page.paragraph("  ", action.say(), TextPage.Tone.NONE);
        labelled(page, "How often", item.howOften());
        labelled(page, "More over time", item.progress());
        labelled(page, "Stop if", item.stop());
        labelled(page, "Why", action.why());
      }
    }
    if (!week.comeBack().isEmpty()) {
      page.heading("Get help if");
      week.comeBack().forEach(a -> page.bullet(a.action().title() + ". " + a.action().say()));
    }
    return page.blank().paragraph("", Shown.DISCLAIMER, TextPage.Tone.FAINT).blank();
  }

  private static void course(TextPage page, Course course) {
    page.heading("How it goes");
    page.paragraph(
        switch (course.verdict()) {
          case NOT_YET -> "Too early to say: write on three days or more.";
          case CHECK_FIRST -> "First have the warning sign checked.";
          case WELL -> "You are well.";
          case TOO_EARLY -> "It cannot be said yet how it goes.";
          case ON_COURSE -> "You are on course.";
          case LATER_THAN_USUAL -> "Later than usual.";
          case REVIEW_NOW -> "It is time for a new look.";
        });
    course.reviews().forEach(r -> page.bullet(r.say() + " " + r.why()));
    if (course.now().isPresent() && course.verdict() != Course.Verdict.CHECK_FIRST) {
      course
          .kind()
          .ifPresent(kind -> {
            NaturalCourse.Point here = kind.at(course.weeks());
            page.paragraph(
                String.format(
                    Locale.ROOT,
                    "Your pain is about %.1f of 10 now. The average of people like you is %.1f to"
                        + " %.1f at this time.",
                    course.now().getAsDouble(),
                    here.low(),
                    here.high()));
          });
    }
  }

  private static void labelled(TextPage page, String label, String text) {
    if (!text.isEmpty()) {
      page.paragraph("  ", label + ": " + text, TextPage.Tone.FAINT);
    }
  }

  private static String dose(Week.Amount amount) {
    return ": "
        + amount.amount()
        + switch (amount.unit()) {
          case MINUTES -> " minutes on " + amount.days() + " days this week";
          case TIMES_A_DAY -> " times a day";
          case TIMES_A_WEEK -> " times this week";
        };
  }
}
