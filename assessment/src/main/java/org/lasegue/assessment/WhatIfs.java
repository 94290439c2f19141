package org.lasegue.assessment;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import org.lasegue.assessment.Assessment.Question;
import org.lasegue.assessment.Case.Key;
import org.lasegue.assessment.Case.Where;
import org.lasegue.knowledge.Finding;
import org.lasegue.knowledge.yaml.Fields;

/// What would be believed of a case if something that is not known were, or something that is known
/// were not.
final class WhatIfs {
  /// Gains are told apart to so many bits; what is less is rounding and must not decide an order.
  private static final double LEAST_GAIN = 1e-9;

  private final CausalModel model;

  /// All that can be asked or examined and counts for the causes, in the order of the model.
  private final List<Open> askable = new ArrayList<>();

  /// @param anySide the same of an unrecorded side
  /// @param block of the model's mixture
  record Open(Key key, Finding finding, Key anySide, int block) {
    private boolean isOpen(Case subject, Mode mode) {
      return mode.allows(finding)
          && subject.person().mayHave(finding)
          && !subject.findings().containsKey(key)
          && !subject.findings().containsKey(anySide);
    }

    private Question question(double gain) {
      return new Question(
          key.toString(),
          Fields.hyphenated(finding.kind()),
          StrictMath.rint(gain / LEAST_GAIN) * LEAST_GAIN,
          finding.effortSeconds(),
          finding.selfReported() ? finding.ask() : finding.clinical());
    }
  }

  WhatIfs(CausalModel model) {
    this.model = model;
    for (Key key : model.keys()) {
      if (!key.finding().equals(CausalModel.PREGNANCY)) {
        askable.add(
            new Open(
                key,
                model.knowledge().findingById(key.finding()),
                new Key(key.finding(), Where.SOME_SIDE),
                model.mixture().blockOf(model.indexOf(key).orElseThrow())));
      }
    }
  }

  /// Of some findings, what is worth asking or examining next, best first: the others cost nothing.
  List<Question> questions(Case subject, Mode mode, Beliefs beliefs, Predicate<Finding> of) {
    double[] before = beliefs.groupPosterior();
    List<Open> asked =
        askable.stream()
            .filter(open -> open.isOpen(subject, mode) && of.test(open.finding()))
            .toList();
    return sorted(
        byBlock(
            beliefs,
            asked,
            (whatIf, open) -> open.question(whatIf.gain(open.key(), before, false))));
  }

  /// The test that tells most for its effort, also where nobody can examine; by one thread.
  Optional<Question> nextTest(Case subject, Beliefs beliefs) {
    double[] before = beliefs.groupPosterior();
    Beliefs.WhatIf whatIf = beliefs.whatIf();
    List<Question> tests = new ArrayList<>();
    for (Open open : askable) {
      if (open.finding().kind() == Finding.Kind.TEST && open.isOpen(subject, Mode.EXAMINED)) {
        tests.add(open.question(whatIf.gain(open.key(), before, false)));
      }
    }
    return sorted(tests).stream().findFirst();
  }

  /// @param unknown what is open
  /// @param without for each item of the evidence the probabilities of the conditions without it
  record Asked(List<Unknown> unknown, List<double[]> without) {
    static final Asked NOTHING = new Asked(List.of(), List.of());

    /// Best first.
    List<Question> questions() {
      return sorted(unknown.stream().map(u -> u.open().question(u.gain())).toList());
    }
  }

  /// @param answers by level, empty where only the gain was asked
  record Unknown(Open open, double gain, List<Beliefs.Outcome> answers) implements Answered {}

  private record Observed(Key key, double[] without) implements Answered {}

  /// What is asked of one finding.
  private sealed interface Answered {}

  /// The gain of all that is open, and what is believed without each item of the evidence.
  ///
  /// @param withAnswers whether also what each answer would do, which takes longer
  Asked asked(Case subject, Mode mode, Evidence evidence, Beliefs beliefs, boolean withAnswers) {
    double[] before = beliefs.groupPosterior();
    Set<Key> observed = new HashSet<>();
    evidence.items().forEach(item -> observed.add(item.key()));
    List<Open> findings =
        askable.stream()
            .filter(open -> observed.contains(open.key()) || open.isOpen(subject, mode))
            .toList();
    List<Answered> answers =
        byBlock(
            beliefs,
            findings,
            (whatIf, open) ->
                observed.contains(open.key())
                    ? new Observed(open.key(), whatIf.at(open.key(), -1).conditions())
                    : unknown(whatIf, open, before, withAnswers));
    Map<Key, double[]> without = new HashMap<>();
    List<Unknown> open = new ArrayList<>();
    for (Answered answer : answers) {
      switch (answer) {
        case Observed known -> without.put(known.key(), known.without());
        case Unknown asked -> open.add(asked);
      }
    }
    return new Asked(
        List.copyOf(open),
        evidence.items().stream()
            .map(item ->
                // what has no side recorded is not one of the model's variables
                item.key().where() == Where.SOME_SIDE
                    ? new Beliefs(model, subject.person(), evidence.without(item)).probabilities()
                    : without.get(item.key()))
            .toList());
  }

  private static Unknown unknown(
      Beliefs.WhatIf whatIf, Open open, double[] before, boolean withAnswers) {
    if (!withAnswers) {
      return new Unknown(open, whatIf.gain(open.key(), before, true), List.of());
    }
    List<Beliefs.Outcome> answers = whatIf.known(open.key());
    return new Unknown(open, gain(before, answers), answers);
  }

  private static double gain(double[] before, List<Beliefs.Outcome> answers) {
    double[] probability = new double[answers.size()];
    double[][] after = new double[answers.size()][];
    for (int level = 0; level < after.length; level++) {
      probability[level] = answers.get(level).probability();
      after[level] = answers.get(level).groups();
    }
    return Information.bits(before, probability, after);
  }

  private static List<Question> sorted(List<Question> questions) {
    return questions.stream()
        .sorted(
            Comparator.comparingDouble((Question q) -> -q.gain() / Math.max(1, q.effort()))
                .thenComparing(Question::id))
        .toList();
  }

  /// Asks about some findings, in their order. The findings of a block are asked by one thread and
  /// the blocks by the caller's and one more, where that has time: a person waits for the answer,
  /// and no block needs another.
  private static <T> List<T> byBlock(
      Beliefs beliefs, List<Open> findings, BiFunction<Beliefs.WhatIf, Open, T> ask) {
    return SharedWork.of(findings, Open::block, beliefs::whatIf, ask);
  }
}
