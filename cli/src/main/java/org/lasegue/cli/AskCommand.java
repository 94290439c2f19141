package org.lasegue.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.lasegue.assessment.Assessor;
import org.lasegue.assessment.Case;
import org.lasegue.assessment.CaseReader;
import org.lasegue.assessment.Interview;
import org.lasegue.assessment.Mode;
import org.lasegue.assessment.Person;
import org.lasegue.knowledge.Knowledge;
import org.lasegue.knowledge.KnowledgeReader;
import org.lasegue.knowledge.Urgency;
import org.lasegue.knowledge.yaml.BadInputException;
import org.lasegue.report.CaseJson;
import org.lasegue.report.Shown;
import org.lasegue.report.TextPage;
import org.lasegue.report.TextReport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

@Command(
    name = "ask",
    mixinStandardHelpOptions = true,
    description = "Asks what is worth asking, danger first, and gives the assessment.")
final class AskCommand implements Callable<Integer> {
  @ParentCommand private Main main;
  @Spec private CommandSpec spec;

  @Option(
      names = "--save",
      paramLabel = "FILE",
      description =
          "Keeps the answers in this file after each one, and goes on from it where it exists."
              + " Otherwise nothing is kept, unless you break off with Ctrl-C.")
  private @Nullable Path save;

  @Option(names = "--no-color", description = "No colour in the text.")
  private boolean noColour;

  @SuppressWarnings("NullAway.Init") // picocli sets the fields
  AskCommand() {}

  private static final Path BROKEN_OFF = Path.of("lasegue-answers.json");
  private static final Case NOTHING =
      new Case("interview", Person.UNKNOWN, Map.of(), List.of(), Optional.empty());

  private record Before(Case subject, Set<String> asked) {}

  @Override
  public Integer call() {
    try (Prompt prompt = Prompt.open(spec.commandLine().getErr())) {
      return interview(prompt);
    }
  }

  private Integer interview(Prompt prompt) {
    PrintWriter err = spec.commandLine().getErr();
    TextPage.Look look = main.look(!noColour);
    Knowledge knowledge = KnowledgeReader.bundled();
    Assessor assessor = new Assessor(knowledge);
    Interview interview = new Interview(assessor);
    Dialogue dialogue = new Dialogue(interview, prompt, err, look);
    err.print(
        new TextPage(look)
            .paragraph(
                "Type \"back\" to change the answer before, \"stop\" to end with what is known.")
            .paragraph("If you think you need help at once, call your emergency number now.")
            .paragraph(Shown.DISCLAIMER));
    Deque<Before> before = new ArrayDeque<>();
    Case subject = NOTHING;
    Set<String> asked = new HashSet<>();
    if (save != null && Files.exists(save)) {
      subject = resumed(save, knowledge);
      asked.addAll(List.of("about", "pregnancy"));
      err.println("Going on from the answers in " + save + ".");
    }
    boolean warned = false;
    while (true) {
      Interview.Step step = interview.next(subject, asked);
      if (step instanceof Interview.Step.Settled settled) {
        err.println();
        err.println(settled.why());
        break;
      }
      try {
        Case answered = dialogue.put(step, subject);
        before.push(new Before(subject, Set.copyOf(asked)));
        subject = answered;
        asked.add(Interview.idOf(step));
        if (save != null) {
          keep(save, subject, knowledge);
        }
        if (!warned
            && assessor.outline(subject, Mode.SELF_REPORT).level() == Urgency.EMERGENCY_NOW) {
          warned = true;
          err.print(
              new TextPage(look)
                  .blank()
                  .banner(
                      "THIS MAY BE AN EMERGENCY. Do not wait for the end of these questions: type"
                          + " \"stop\" to see why and where to go.",
                      TextPage.Tone.ALARM));
        }
      } catch (Dialogue.BackException e) {
        if (!before.isEmpty()) {
          subject = before.peek().subject();
          asked = new HashSet<>(before.pop().asked());
        }
      } catch (Dialogue.StoppedException e) {
        err.println();
        err.println("Stopped: the assessment rests on the answers so far.");
        if (e.brokenOff && !subject.equals(NOTHING)) {
          Path kept = save == null ? BROKEN_OFF : save;
          keep(kept, subject, knowledge);
          err.println("Your answers are in " + kept + ". To go on: lasegue ask --save " + kept);
          err.println("Delete the file if you do not want it.");
        }
        break;
      }
    }
    if (subject.equals(NOTHING)) {
      err.println("Nothing was answered, so nothing can be said.");
      err.flush();
      return Main.BAD_INPUT;
    }
    err.flush();
    PrintWriter out = spec.commandLine().getOut();
    out.print(new TextReport(knowledge, look, true).of(assessor.assess(subject, Mode.SELF_REPORT)));
    return Main.DONE;
  }

  /// Written beside the file and moved over it, so that breaking off at any moment leaves whole
  /// answers.
  private static void keep(Path file, Case subject, Knowledge knowledge) {
    Path beside = file.resolveSibling(file.getFileName() + ".new");
    try {
      Files.writeString(beside, new CaseJson(knowledge).line(subject));
      Files.move(beside, file, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file + ": " + e.getMessage(), e);
    }
  }

  private static Case resumed(Path file, Knowledge knowledge) {
    List<CaseReader.Result> results = new CaseReader(knowledge).read(file);
    return switch (results.getFirst()) {
      case CaseReader.Result.Accepted accepted -> accepted.value();
      case CaseReader.Result.Rejected rejected -> throw new BadInputException(rejected.problems());
    };
  }
}
