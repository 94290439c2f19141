package org.lasegue.knowledge;

/// The smallest change of a score that people notice: so many points, or this share of where they
/// began, whichever is reached first.
public record NoticeableChange(double points, double share, Basis basis) {
  /// Whether going from one score to a lower one is a change that counts.
  public boolean reached(double from, double to) {
    double drop = from - to;
    return drop >= points || from > 0 && drop >= share * from && drop > 0;
  }
}
