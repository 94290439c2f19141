package org.lasegue.web.clinician;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.lasegue.assessment.Answer;
import org.lasegue.assessment.Case;
import org.lasegue.assessment.Case.Key;
import org.lasegue.assessment.Case.Where;
import org.lasegue.assessment.CaseReader;
import org.lasegue.knowledge.Finding;
import org.lasegue.knowledge.FindingGroup;
import org.lasegue.knowledge.Knowledge;
import org.lasegue.knowledge.ValueType;
import org.lasegue.knowledge.yaml.Problem;
import org.lasegue.report.Words;
import org.lasegue.web.Messages;
import org.lasegue.web.clinician.Examination.Cell;
import org.lasegue.web.clinician.Examination.Choice;
import org.lasegue.web.clinician.Examination.Group;
import org.lasegue.web.clinician.Examination.Row;
import org.lasegue.web.visit.Cases;
import org.springframework.stereotype.Component;
import org.springframework.util.MultiValueMap;
import tools.jackson.databind.json.JsonMapper;

/// Lays out the examination by the groups of the knowledge and reads what was filled in. The case
/// reader checks it, so that a page refuses what a case file would refuse.
@Component
class ExaminationForm {
  private static final String NORMAL = "normal:";
  private static final String REST = "other";

  /// The groups that a back and leg examination begins with.
  private static final Set<String> FIRST =
      Set.of("leg-power", "leg-reflexes", "leg-sensation", "tension-tests");

  private final Knowledge knowledge;
  private final Cases cases;
  private final CaseReader reader;
  private final JsonMapper json;
  private final Messages messages;
  private final Map<String, List<Finding>> groups;

  ExaminationForm(Knowledge knowledge, Cases cases, JsonMapper json, Messages messages) {
    this.knowledge = knowledge;
    this.cases = cases;
    this.reader = new CaseReader(knowledge);
    this.json = json;
    this.messages = messages;
    this.groups = grouped(knowledge);
  }

  sealed interface Read {
    record Accepted(String line) implements Read {}

    record Refused(List<String> problems) implements Read {}
  }

  /// The signs and tests of each group; a finding stands in the first group that has it, and what
  /// has none stands in a last group.
  private static Map<String, List<Finding>> grouped(Knowledge knowledge) {
    Map<String, List<Finding>> result = new LinkedHashMap<>();
    Set<String> placed = new HashSet<>();
    // leg-neurology sums up leg-power, leg-reflexes and leg-sensation, which are laid out instead
    knowledge.groups().values().stream()
        .filter(g -> !g.id().equals("leg-neurology"))
        .forEach(g -> {
          List<Finding> members =
              g.normal().keySet().stream()
                  .map(knowledge::findingById)
                  .filter(f -> !f.selfReported() && placed.add(f.id()))
                  .toList();
          if (!members.isEmpty()) {
            result.put(g.id(), members);
          }
        });
    List<Finding> rest =
        knowledge.findings().values().stream()
            .filter(f -> !f.selfReported() && !placed.contains(f.id()))
            .toList();
    result.put(REST, rest);
    return result;
  }

  Examination of(
      Case subject, List<String> problems, Optional<MultiValueMap<String, String>> sent) {
    List<Group> result = new ArrayList<>();
    groups.forEach((id, findings) -> {
      List<Row> rows = findings.stream().map(f -> row(f, subject, sent)).toList();
      boolean filled =
          rows.stream()
              .flatMap(r -> r.cells().stream())
              .anyMatch(c -> !c.value().isEmpty() || c.choices().stream().anyMatch(Choice::chosen));
      FindingGroup group = knowledge.groups().get(id);
      result.add(
          new Group(
              id,
              group == null ? messages.text("clinician.other") : group.clinical(),
              FIRST.contains(id) || filled,
              sent.map(s -> s.containsKey(NORMAL + id)).orElse(false),
              rows));
    });
    return new Examination(result, problems);
  }

  /// What was filled in as a line of a case file.
  Read read(MultiValueMap<String, String> form) {
    Map<String, Object> findings = new LinkedHashMap<>();
    groups.forEach((id, members) -> {
      if (form.containsKey(NORMAL + id)) {
        findings.put(id, "normal");
      }
      for (Finding finding : members) {
        if (finding.sided()) {
          Map<String, Object> sides = new LinkedHashMap<>();
          for (String side : List.of("left", "right")) {
            value(finding, form.getFirst(finding.id() + "." + side))
                .ifPresent(v -> sides.put(side, v));
          }
          if (!sides.isEmpty()) {
            findings.put(finding.id(), sides);
          }
        } else {
          value(finding, form.getFirst(finding.id())).ifPresent(v -> findings.put(finding.id(), v));
        }
      }
    });
    String line = json.writeValueAsString(Map.of("format", 1, "id", "visit", "findings", findings));
    return switch (reader.read(line, "examination", 1)) {
      case CaseReader.Result.Accepted accepted -> new Read.Accepted(cases.line(accepted.value()));
      case CaseReader.Result.Rejected rejected ->
          new Read.Refused(rejected.problems().stream().map(Problem::message).toList());
    };
  }

  private static Optional<Object> value(Finding finding, @Nullable String sent) {
    String text = sent == null ? "" : sent.strip();
    if (text.isEmpty()) {
      return Optional.empty();
    }
    String point = text.replace(',', '.');
    return finding.type() instanceof ValueType.Quantity
            && point.matches("-?[0-9]{1,6}([.][0-9]{1,6})?")
        ? Optional.of(Double.valueOf(point))
        : Optional.of(text);
  }

  private Row row(Finding finding, Case subject, Optional<MultiValueMap<String, String>> sent) {
    List<Cell> cells =
        finding.sided()
            ? List.of(
                cell(finding, Where.LEFT, subject, sent), cell(finding, Where.RIGHT, subject, sent))
            : List.of(cell(finding, Where.WHOLE, subject, sent));
    return new Row(finding.id(), Words.capital(finding.clinical()), finding.examine(), cells);
  }

  private Cell cell(
      Finding finding, Where where, Case subject, Optional<MultiValueMap<String, String>> sent) {
    String side = where == Where.WHOLE ? "" : where.word();
    String name = side.isEmpty() ? finding.id() : finding.id() + "." + side;
    String value =
        sent.map(s -> Optional.ofNullable(s.getFirst(name)).orElse(""))
            .orElseGet(() -> kept(subject.findings().get(new Key(finding.id(), where)), finding));
    if (finding.type() instanceof ValueType.Quantity quantity) {
      return new Cell(name, side, List.of(), Words.unit(quantity), value);
    }
    List<Choice> choices = new ArrayList<>();
    choices.add(new Choice("", messages.text("clinician.not-done"), value.isEmpty()));
    for (int i = 0; i < finding.type().levels(); i++) {
      String level = finding.type().levelName(i);
      choices.add(new Choice(level, Words.capital(Words.spaced(level)), level.equals(value)));
    }
    choices.add(new Choice("unsure", messages.text("clinician.unclear"), value.equals("unsure")));
    return new Cell(name, side, choices, "", value);
  }

  private static String kept(@Nullable Answer answer, Finding finding) {
    return switch (answer) {
      case null -> "";
      case Answer.Known known when known.number().isPresent() ->
          Words.plainNumber(known.number().getAsDouble());
      case Answer.Known known -> finding.type().levelName(known.level());
      case Answer.Unsure _ -> "unsure";
      case Answer.Past _ -> "past";
    };
  }
}
