package org.lasegue.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
import org.lasegue.assessment.Interview;
import org.lasegue.assessment.Mode;
import org.lasegue.assessment.Person;
import org.lasegue.knowledge.Knowledge;
import org.lasegue.knowledge.KnowledgeReader;
import org.lasegue.knowledge.Urgency;
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
      description = "Writes the answers as a case, one line of JSON. Otherwise nothing is kept.")
  private @Nullable Path save;

  @Option(names = "--no-color", description = "No colour in the text.")
  private boolean noColour;

  @SuppressWarnings("NullAway.Init") // picocli sets the fields
  AskCommand() {}

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
    Case subject = new Case("interview", Person.UNKNOWN, Map.of(), List.of(), Optional.empty());
    Set<String> asked = new HashSet<>();
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
        break;
      }
    }
    if (save != null) {
      try {
        Files.writeString(save, new CaseJson(knowledge).line(subject));
      } catch (IOException e) {
        throw new UncheckedIOException("cannot write " + save + ": " + e.getMessage(), e);
      }
    }
    err.flush();
    PrintWriter out = spec.commandLine().getOut();
    out.print(new TextReport(knowledge, look, true).of(assessor.assess(subject, Mode.SELF_REPORT)));
    return Main.DONE;
  }
}
