package org.lasegue.cli;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.lasegue.assessment.Assessment;
import org.lasegue.assessment.Assessor;
import org.lasegue.assessment.Case;
import org.lasegue.assessment.CaseReader;
import org.lasegue.assessment.Mode;
import org.lasegue.assessment.followup.Diary;
import org.lasegue.assessment.followup.FollowUp;
import org.lasegue.assessment.followup.Week;
import org.lasegue.knowledge.CareAction;
import org.lasegue.knowledge.Knowledge;
import org.lasegue.knowledge.KnowledgeReader;
import org.lasegue.knowledge.yaml.Fields;
import org.lasegue.report.Shown;
import org.lasegue.report.TextPage;
import org.lasegue.report.Words;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

@Command(
    name = "plan",
    mixinStandardHelpOptions = true,
    description = "The plan of the first week for the cases in files or directories.")
final class PlanCommand implements Callable<Integer> {
  /// A week without a diary is the first, whatever the date.
  private static final LocalDate ANY_DAY = LocalDate.EPOCH;

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

  @SuppressWarnings("NullAway.Init") // picocli sets the fields
  PlanCommand() {}

  @Override
  public Integer call() {
    Knowledge knowledge = KnowledgeReader.bundled();
    CaseFiles files = CaseFiles.read(paths, new CaseReader(knowledge));
    if (!files.problems().isEmpty()) {
      files.said().forEach(spec.commandLine().getErr()::println);
      spec.commandLine().getErr().println("Nothing was planned.");
      return Main.BAD_INPUT;
    }
    Assessor assessor = new Assessor(knowledge);
    FollowUp followUp = new FollowUp(assessor);
    for (Case each : files.cases()) {
      Assessment assessed = assessor.assess(each, mode == null ? Mode.SELF_REPORT : mode);
      Week week = followUp.week(assessed, Diary.EMPTY, ANY_DAY);
      spec.commandLine().getOut().print(page(each.id(), assessed, week));
    }
    return Main.DONE;
  }

  private TextPage page(String id, Assessment assessed, Week week) {
    TextPage page = new TextPage(main.look(true));
    page.paragraph("", "Week 1 of " + id, TextPage.Tone.STRONG);
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
    for (Week.Part part : week.parts()) {
      page.heading(Words.capital(Fields.hyphenated(part.part())));
      for (Week.Item item : part.items()) {
        CareAction action = item.advice().action();
        page.bullet(action.title() + item.amount().map(PlanCommand::dose).orElse(""));
        page.paragraph("  ", action.say(), TextPage.Tone.NONE);
        labelled(page, "More over time", action.progress());
        labelled(page, "Stop if", action.stop());
        labelled(page, "Why", action.why());
      }
    }
    if (!week.comeBack().isEmpty()) {
      page.heading("Get help if");
      week.comeBack().forEach(a -> page.bullet(a.action().title() + ". " + a.action().say()));
    }
    return page.blank().paragraph("", Shown.DISCLAIMER, TextPage.Tone.FAINT).blank();
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
