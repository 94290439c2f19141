package org.lasegue.inference;

import java.util.Locale;

/// The clique tree a question needs would not fit the limit. Thrown before its tables are
/// allocated.
public final class TooDenseException extends InferenceException {

  private final int width;
  private final double tableEntries;
  private final long limit;

  TooDenseException(Density density, long limit) {
    super(
        "the network is too dense for exact inference: induced width "
            + density.width()
            + " and "
            + String.format(Locale.ROOT, "%.4g", density.tableEntries())
            + " table entries, over the limit of "
            + limit
            + " entries");
    this.width = density.width();
    this.tableEntries = density.tableEntries();
    this.limit = limit;
  }

  /// What the question would have needed.
  public Density density() {
    return new Density(width, tableEntries);
  }

  /// The number of table entries that was allowed.
  public long limit() {
    return limit;
  }
}
