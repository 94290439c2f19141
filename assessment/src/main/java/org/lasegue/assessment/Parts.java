package org.lasegue.assessment;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.lasegue.assessment.Case.Key;
import org.lasegue.knowledge.Finding;
import org.lasegue.knowledge.Knowledge;
import org.lasegue.knowledge.Sex;

/// Findings that are part of another: "weakness that grows" of "weakness".
///
/// A part implies its whole, and an implied finding is present by its own gate or by that of an
/// implier. So that the part adds nothing to the whole, each gate of the whole (of a cause at a level
/// of its mechanism, or of the background) is divided. Where it gave the whole the probability `p`,
/// and of a share `r` of those the part is present too, the part gets `q = r p` and the whole keeps
///
///     1 - (1 - p) / (1 - q) = (1 - r) p / ((1 - p) + (1 - r) p)
///
/// Both together make `p` again: no sum over the whole, its other impliers or its neighbours changes.
final class Parts {
  /// By so much a part may exceed its whole in what was computed of both.
  static final double ROUNDING = 1e-9;

  private final Knowledge knowledge;

  Parts(Knowledge knowledge) {
    this.knowledge = knowledge;
  }

  /// What a finding is part of, at the same place.
  Optional<Key> whole(Key part) {
    return knowledge
        .finding(part.finding())
        .flatMap(Finding::partOf)
        .map(whole -> new Key(whole, part.where()));
  }

  /// A part and its whole by their indices.
  record Pair(int part, int whole) {}

  List<Pair> pairs(List<Key> keys) {
    List<Pair> result = new ArrayList<>();
    for (int i = 0; i < keys.size(); i++) {
      int part = i;
      whole(keys.get(i)).map(keys::indexOf).ifPresent(w -> result.add(new Pair(part, w)));
    }
    return result;
  }

  /// How often a whole is there without a cause.
  Often background(Finding whole, int age, Sex sex) {
    double p = whole.background().at(age, sex, whole.type().normal())[1];
    return whole.sided() ? Often.of(p, p) : Often.of(p);
  }

  /// The gates of part and whole, in place of what the whole had alone.
  static void divide(double[][] gates, Pair pair, double share) {
    double[] whole = gates[pair.whole()];
    double kept = (1 - share) * whole[1];
    double withoutPart = whole[0] + kept;
    gates[pair.part()] = new double[] {withoutPart, share * whole[1]};
    gates[pair.whole()] =
        withoutPart == 0
            ? new double[] {1, 0}
            : new double[] {whole[0] / withoutPart, kept / withoutPart};
  }

  /// How often a whole is there, so that a share `r` of it at each place is present at one place at
  /// least with the probability `places r - both r r`.
  ///
  /// @param places the sum of its probabilities over its places
  /// @param both the probability of both sides
  record Often(double places, double both) {
    static final Often NEVER = new Often(0, 0);

    /// @param p its probability at each place
    static Often of(double... p) {
      return new Often(Arrays.stream(p).sum(), p.length == 2 ? p[0] * p[1] : 0);
    }

    Often plus(Often other, double weight) {
      return new Often(places + weight * other.places, both + weight * other.both);
    }

    double somewhere() {
      return places - both;
    }

    /// The share of it that makes a part as probable, at one place at least, as stated; all of it
    /// where more is stated than there is.
    double share(double part) {
      if (part <= 0) {
        return 0;
      }
      return part >= somewhere()
          ? 1
          : 2 * part / (places + StrictMath.sqrt(Math.max(0, places * places - 4 * both * part)));
    }
  }

  /// That a part is said to be more frequent than its whole.
  static String excess(String part, double p, String whole, Parts.Often often) {
    return String.format(
        Locale.ROOT,
        "'%s' is part of '%s', which is present in %.3g here, so it cannot be in %.3g",
        part,
        whole,
        often.somewhere(),
        p);
  }
}
