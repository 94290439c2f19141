package org.lasegue.cohort;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.lasegue.assessment.Assessor;
import org.lasegue.assessment.Case;
import org.lasegue.assessment.CaseReader;
import org.lasegue.assessment.Mode;
import org.lasegue.assessment.Person;
import org.lasegue.inference.mixture.ImpossibleException;
import org.lasegue.knowledge.Knowledge;
import org.lasegue.knowledge.yaml.Problem;
import org.lasegue.report.Json;

/// Turns case files into rows. The row of a person depends on nothing but the case, the mode and
/// the knowledge, so every way to run it gives the same bytes. For any number of threads.
public final class Scorer {
  private final CaseReader reader;
  private final Assessor assessor;
  private final PersonRow row;
  private final Mode mode;

  public Scorer(Knowledge knowledge, Mode mode) {
    this.reader = new CaseReader(knowledge);
    this.assessor = new Assessor(knowledge);
    this.row = new PersonRow(knowledge.version(), mode);
    this.mode = mode;
  }

  /// One case as it was read, and where.
  ///
  /// @param line on which it starts, from 1
  public record Source(String text, String file, int line) {}

  /// What became of one case.
  public sealed interface Scored {
    /// One JSON object without a line break.
    String json();

    /// A person's row.
    record Row(String json) implements Scored {}

    /// File, line and reason.
    record Rejected(String json) implements Scored {
      public static Rejected of(String file, int line, String reason) {
        return new Rejected(
            Json.object(j -> j.text("file", file).number("line", line).text("reason", reason)));
      }
    }
  }

  /// The cases scored, in their order. People of one age and sex share tables, so all are read
  /// first and scored by age and sex.
  public List<Scored> score(List<Source> sources) {
    Scored[] result = new Scored[sources.size()];
    List<Read> read = new ArrayList<>();
    for (int i = 0; i < result.length; i++) {
      Source source = sources.get(i);
      try {
        switch (reader.read(source.text(), source.file(), source.line())) {
          case CaseReader.Result.Accepted accepted -> read.add(new Read(i, accepted.value()));
          case CaseReader.Result.Rejected rejected -> result[i] = rejected(source, rejected);
        }
      } catch (RuntimeException e) {
        result[i] = defect(source, "this", e);
      }
    }
    read.sort(Comparator.comparing(Read::cell));
    for (Read each : read) {
      result[each.place()] = scored(each.subject(), sources.get(each.place()));
    }
    return List.of(result);
  }

  private record Read(int place, Case subject) {
    String cell() {
      Person person = subject.person();
      return person.sex() + " " + person.ageFrom() + " " + person.ageTo() + " " + person.organs();
    }
  }

  private Scored scored(Case subject, Source source) {
    try {
      return new Scored.Row(row.of(subject, assessor.brief(subject, mode)));
    } catch (ImpossibleException e) {
      return Scored.Rejected.of(
          source.file(),
          source.line(),
          "what '" + subject.id() + "' states together is impossible in the model");
    } catch (RuntimeException e) {
      return defect(source, "'" + subject.id() + "'", e);
    }
  }

  /// A defect of ours in one case must neither stop millions nor pass unseen.
  private static Scored defect(Source source, String what, RuntimeException e) {
    return Scored.Rejected.of(
        source.file(),
        source.line(),
        what + " could not be assessed (" + e.getClass().getSimpleName() + "); please report this");
  }

  private static Scored rejected(Source source, CaseReader.Result.Rejected rejected) {
    List<Problem> problems = rejected.problems();
    int line = problems.isEmpty() ? source.line() : problems.getFirst().at().line();
    List<String> reasons =
        problems.stream()
            .map(p ->
                p.at().line() == line ? p.message() : "line " + p.at().line() + ": " + p.message())
            .toList();
    return Scored.Rejected.of(source.file(), line, String.join("; ", reasons));
  }
}
