package org.lasegue.assessment.evaluation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;
import org.lasegue.assessment.Answer;
import org.lasegue.assessment.Case;
import org.lasegue.assessment.Case.Key;
import org.lasegue.assessment.Case.Where;
import org.lasegue.assessment.Mode;
import org.lasegue.assessment.Outline;
import org.lasegue.assessment.evaluation.Measure.Rate;

/// How far two encodings of the same people agree. Each case, finding and side is one item, which
/// an encoding calls present (any level but the normal one), absent or unknown (also: not sure, and
/// what is past).
///
/// @param cases ids in both, @param onlyFirst ids in the first alone, @param onlySecond in the
///   second alone
/// @param pooled all items of the findings that either encoding uses
/// @param findings by how many items either encoding answers, most first
public record Agreement(
    List<String> cases,
    List<String> onlyFirst,
    List<String> onlySecond,
    Table pooled,
    List<ByFinding> findings) {

  /// One finding over all cases and sides.
  public record ByFinding(String finding, Table table) {}

  private enum Said {
    PRESENT,
    ABSENT,
    UNKNOWN
  }

  /// How often the first encoding said the row and the second the column, in the order present,
  /// absent, unknown.
  public record Table(int[][] counts) {
    public int items() {
      int sum = 0;
      for (int[] row : counts) {
        for (int count : row) {
          sum += count;
        }
      }
      return sum;
    }

    /// Items on which both say the same, of all.
    public Rate raw() {
      int same = 0;
      for (int i = 0; i < counts.length; i++) {
        same += counts[i][i];
      }
      return new Rate(same, items());
    }

    /// Items that at least one of them answers.
    public int answered() {
      int unknown = Said.UNKNOWN.ordinal();
      return items() - counts[unknown][unknown];
    }

    /// Items on which both say the same, of those that at least one of them answers: what most
    /// cases leave out cannot make it look good.
    public Rate rawAnswered() {
      int unknown = Said.UNKNOWN.ordinal();
      return new Rate(raw().hits() - counts[unknown][unknown], answered());
    }

    /// Cohen's kappa: agreement beyond what the two would reach by chance. Undefined where both say
    /// one and the same of everything.
    public OptionalDouble kappa() {
      double n = items();
      double chance = 0;
      for (int i = 0; i < counts.length; i++) {
        double row = 0;
        double column = 0;
        for (int j = 0; j < counts.length; j++) {
          row += counts[i][j];
          column += counts[j][i];
        }
        chance += row / n * (column / n);
      }
      return n == 0 || chance >= 1
          ? OptionalDouble.empty()
          : OptionalDouble.of((raw().hits() / n - chance) / (1 - chance));
    }
  }

  /// @param normalLevel of a finding
  public static Agreement of(
      List<Case> first, List<Case> second, ToIntFunction<String> normalLevel) {
    Map<String, Case> others = byId(second);
    Map<String, Case> ones = byId(first);
    Map<String, Set<Where>> places = new TreeMap<>();
    List<String> common = new ArrayList<>();
    for (Case one : first) {
      Case other = others.get(one.id());
      if (other != null) {
        common.add(one.id());
        for (Case each : List.of(one, other)) {
          each.findings()
              .keySet()
              .forEach(key ->
                  places
                      .computeIfAbsent(key.finding(), f -> new LinkedHashSet<>())
                      .addAll(sides(key.where())));
        }
      }
    }
    Table pooled = new Table(new int[Said.values().length][Said.values().length]);
    List<ByFinding> findings = new ArrayList<>();
    places.forEach((finding, wheres) -> {
      int[][] counts = new int[Said.values().length][Said.values().length];
      for (Case one : first) {
        Case other = others.get(one.id());
        if (other == null) {
          continue;
        }
        for (Where where : wheres) {
          Key key = new Key(finding, where);
          int row = said(one.findings().get(key), normalLevel.applyAsInt(finding)).ordinal();
          int column = said(other.findings().get(key), normalLevel.applyAsInt(finding)).ordinal();
          counts[row][column]++;
          pooled.counts()[row][column]++;
        }
      }
      findings.add(new ByFinding(finding, new Table(counts)));
    });
    findings.sort(
        Comparator.comparingInt((ByFinding f) -> -f.table().answered())
            .thenComparing(ByFinding::finding));
    return new Agreement(
        common,
        ones.keySet().stream().filter(id -> !others.containsKey(id)).toList(),
        others.keySet().stream().filter(id -> !ones.containsKey(id)).toList(),
        pooled,
        List.copyOf(findings));
  }

  /// Both sides of a sided finding count as soon as one is used.
  private static List<Where> sides(Where where) {
    return switch (where) {
      case LEFT, RIGHT -> List.of(Where.LEFT, Where.RIGHT);
      case WHOLE, SOME_SIDE -> List.of(where);
    };
  }

  private static Map<String, Case> byId(List<Case> cases) {
    Map<String, Case> result = new LinkedHashMap<>();
    cases.forEach(each -> result.put(each.id(), each));
    return result;
  }

  private static Said said(@Nullable Answer answer, int normal) {
    return switch (answer) {
      case Answer.Known known -> known.level() == normal ? Said.ABSENT : Said.PRESENT;
      case Answer.Unsure _, Answer.Past _ -> Said.UNKNOWN;
      case null -> Said.UNKNOWN;
    };
  }

  /// How often two encodings lead to the same result.
  ///
  /// @param firstCause of the cases for which both rank causes
  public record Results(Mode mode, Rate urgency, Rate firstCause, List<Different> different) {}

  /// A case on which they do not; a cause is empty where none is ranked.
  public record Different(
      String id,
      org.lasegue.knowledge.Urgency firstLevel,
      org.lasegue.knowledge.Urgency secondLevel,
      String firstCause,
      String secondCause) {}

  /// @param first what was judged of each case of the first encoding, by id
  public static Results results(
      Map<String, Outline> first, Map<String, Outline> second, Mode mode) {
    int cases = 0;
    int sameLevel = 0;
    int ranked = 0;
    int sameCause = 0;
    List<Different> different = new ArrayList<>();
    for (Map.Entry<String, Outline> entry : first.entrySet()) {
      Outline one = entry.getValue();
      Outline other = second.get(entry.getKey());
      if (other == null) {
        continue;
      }
      String oneCause = cause(one);
      String otherCause = cause(other);
      boolean level = one.level() == other.level();
      boolean cause = oneCause.equals(otherCause);
      cases++;
      sameLevel += level ? 1 : 0;
      if (!oneCause.isEmpty() && !otherCause.isEmpty()) {
        ranked++;
        sameCause += cause ? 1 : 0;
      }
      if (!level || !cause) {
        different.add(
            new Different(entry.getKey(), one.level(), other.level(), oneCause, otherCause));
      }
    }
    return new Results(
        mode, new Rate(sameLevel, cases), new Rate(sameCause, ranked), List.copyOf(different));
  }

  private static String cause(Outline outline) {
    return outline.ranked().isEmpty() ? "" : outline.ranked().getFirst().condition();
  }
}
