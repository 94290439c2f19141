package org.lasegue.knowledge;

import java.util.List;

/// The age bands of the adult population. Ages are whole years.
public enum Band {
  FROM_16(16, 29),
  FROM_30(30, 39),
  FROM_40(40, 49),
  FROM_50(50, 59),
  FROM_60(60, 69),
  FROM_70(70, 79),
  FROM_80(80, 120);

  private final int from;
  private final int to;

  Band(int from, int to) {
    this.from = from;
    this.to = to;
  }

  public int from() {
    return from;
  }

  public int to() {
    return to;
  }

  /// The age that stands for the band where only the band is known.
  public int typicalAge() {
    return this == FROM_80 ? 84 : this == FROM_16 ? 24 : (from + to + 1) / 2;
  }

  /// The band of an adult's age; ages under 16 count to the youngest band.
  public static Band of(int age) {
    for (Band band : values()) {
      if (age <= band.to) {
        return band;
      }
    }
    return FROM_80;
  }

  public static List<Band> overlapping(int from, int to) {
    return List.of(values()).stream()
        .filter(b -> b.from <= Math.max(to, 16) && b.to >= from)
        .toList();
  }
}
