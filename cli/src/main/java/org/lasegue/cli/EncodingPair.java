package org.lasegue.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.lasegue.assessment.Answer;
import org.lasegue.assessment.Assessor;
import org.lasegue.assessment.Case;
import org.lasegue.assessment.CaseReader;
import org.lasegue.assessment.Mode;
import org.lasegue.assessment.Outline;
import org.lasegue.assessment.evaluation.Agreement;
import org.lasegue.knowledge.Knowledge;

/// Two encodings of the same cases, and what each leads to.
record EncodingPair(
    Knowledge knowledge,
    EvaluatedCases first,
    EvaluatedCases second,
    Map<Mode, Map<String, Outline>> firstOutlines,
    Map<Mode, Map<String, Outline>> secondOutlines) {

  /// @param directories the two
  static EncodingPair read(List<Path> directories, Assessor assessor) {
    CaseReader reader = new CaseReader(assessor.knowledge());
    EvaluatedCases first = EvaluatedCases.read(directories.subList(0, 1), reader);
    EvaluatedCases second = EvaluatedCases.read(directories.subList(1, 2), reader);
    return new EncodingPair(
        assessor.knowledge(),
        first,
        second,
        outlines(assessor, first.cases()),
        outlines(assessor, second.cases()));
  }

  private static Map<Mode, Map<String, Outline>> outlines(Assessor assessor, List<Case> cases) {
    Map<Mode, Map<String, Outline>> result = new EnumMap<>(Mode.class);
    for (Case each : cases) {
      for (Mode mode : Mode.values()) {
        result
            .computeIfAbsent(mode, _ -> new LinkedHashMap<>())
            .put(each.id(), assessor.outline(each, mode));
      }
    }
    return result;
  }

  List<EvaluatedCases.Rejected> rejected() {
    return Stream.concat(first.rejected().stream(), second.rejected().stream()).toList();
  }

  /// How far both lead to the same.
  List<Agreement.Results> results(List<Mode> modes) {
    return modes.stream()
        .map(mode ->
            Agreement.results(
                firstOutlines.getOrDefault(mode, Map.of()),
                secondOutlines.getOrDefault(mode, Map.of()),
                mode))
        .toList();
  }

  /// How far both say the same.
  Agreement agreement() {
    return Agreement.of(
        derived(first.cases(), firstOutlines),
        derived(second.cases(), secondOutlines),
        finding -> knowledge.findingById(finding).type().normal());
  }

  /// The cases with what follows from their words: that the pain began 20 days ago in the one
  /// encoding and is called acute in the other is the same answer.
  private static List<Case> derived(List<Case> cases, Map<Mode, Map<String, Outline>> outlines) {
    List<Case> result = new ArrayList<>();
    for (Case each : cases) {
      Map<Case.Key, Answer> findings = new LinkedHashMap<>(each.findings());
      Outline outline = outlines.getOrDefault(Mode.EXAMINED, Map.of()).get(each.id());
      if (outline != null) {
        outline
            .observed()
            .forEach((key, level) -> findings.putIfAbsent(key, new Answer.Known(level)));
      }
      result.add(new Case(each.id(), each.person(), findings, each.other(), each.expected()));
    }
    return result;
  }
}
