package org.lasegue.knowledge;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// What can be observed of a finding. Levels count from 0, the normal one, upwards to the worst.
public sealed interface ValueType {
  int levels();

  /// Index of the level called normal.
  int normal();

  String levelName(int level);

  /// Present or absent: level 1 or 0.
  record Present() implements ValueType {
    @Override
    public int levels() {
      return 2;
    }

    @Override
    public int normal() {
      return 0;
    }

    @Override
    public String levelName(int level) {
      return level == 0 ? "absent" : "present";
    }
  }

  /// Named levels, normal first.
  record Levels(List<String> names) implements ValueType {
    @Override
    public int levels() {
      return names.size();
    }

    @Override
    public int normal() {
      return 0;
    }

    @Override
    public String levelName(int level) {
      return names.get(level);
    }
  }

  /// A number in `unit` between `min` and `max`, read into bands by its `cuts`; with `worseLow` the
  /// bands count downwards. `normal` is the index of the normal band where both ends are bad. A
  /// number above `silentAbove` tells nothing of the causes.
  record Quantity(
      String unit,
      double min,
      double max,
      List<Double> cuts,
      boolean worseLow,
      int normal,
      double silentAbove)
      implements ValueType {
    @Override
    public int levels() {
      return cuts.size() + 1;
    }

    @Override
    public String levelName(int level) {
      List<String> names = new ArrayList<>();
      for (int i = 0; i <= cuts.size(); i++) {
        if (i == 0) {
          names.add("below " + number(cuts.get(0)));
        } else if (i == cuts.size()) {
          names.add(number(cuts.get(i - 1)) + " or more");
        } else {
          names.add(number(cuts.get(i - 1)) + " to " + number(cuts.get(i)));
        }
      }
      if (worseLow) {
        Collections.reverse(names);
      }
      return names.get(level);
    }

    public int levelOf(double value) {
      int band = 0;
      while (band < cuts.size() && value >= cuts.get(band)) {
        band++;
      }
      return worseLow ? cuts.size() - band : band;
    }

    private static String number(double d) {
      return d == Math.rint(d) ? Long.toString((long) d) : Double.toString(d);
    }
  }
}
