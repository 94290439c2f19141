package org.lasegue.inference;

/// Where each entry of a clique's table falls in the table of some of its variables.
///
/// The place is a sum over the variables, so it is kept as two small arrays for the leading and the
/// middle variables and a run for the trailing ones, whose entries all fall on one place (variables
/// that are projected away) or on consecutive places. Its memory does not grow with the table.
final class Projection {

  private static final int LOW_SIZE = 128;

  private final int[] high;
  private final int[] low;
  private final int run;
  private final boolean consecutive;

  private Projection(int[] high, int[] low, int run, boolean consecutive) {
    this.high = high;
    this.low = low;
    this.run = run;
    this.consecutive = consecutive;
  }

  /// @param from variables of the larger table, the last running fastest
  /// @param to variables of the smaller one, all among `from`, in any order
  static Projection of(int[] from, int[] to, int[] cardinalities) {
    int[] strides = new int[from.length];
    int stride = 1;
    for (int i = to.length - 1; i >= 0; i--) {
      strides[position(from, to[i])] = stride;
      stride *= cardinalities[to[i]];
    }
    int rest = from.length;
    int run = 1;
    boolean consecutive = rest > 0 && strides[rest - 1] == 1;
    while (rest > 0 && strides[rest - 1] == (consecutive ? run : 0)) {
      rest--;
      run *= cardinalities[from[rest]];
    }
    int middle = rest;
    int lowSize = 1;
    while (middle > 0 && lowSize < LOW_SIZE) {
      middle--;
      lowSize *= cardinalities[from[middle]];
    }
    return new Projection(
        offsets(from, strides, cardinalities, 0, middle),
        offsets(from, strides, cardinalities, middle, rest),
        run,
        consecutive);
  }

  private static int position(int[] variables, int variable) {
    int position = 0;
    while (variables[position] != variable) {
      position++;
    }
    return position;
  }

  private static int[] offsets(
      int[] variables, int[] strides, int[] cardinalities, int begin, int end) {
    int[] offsets = {0};
    for (int i = begin; i < end; i++) {
      int cardinality = cardinalities[variables[i]];
      int[] longer = new int[offsets.length * cardinality];
      for (int j = 0; j < offsets.length; j++) {
        for (int state = 0; state < cardinality; state++) {
          longer[j * cardinality + state] = offsets[j] + state * strides[i];
        }
      }
      offsets = longer;
    }
    return offsets;
  }

  /// Multiplies every entry of the larger table with its entry of the smaller one.
  void multiply(double[] table, int at, double[] factor, int factorAt) {
    int entry = at;
    for (int outer : high) {
      int base = factorAt + outer;
      if (consecutive) {
        for (int inner : low) {
          int place = base + inner;
          for (int i = 0; i < run; i++) {
            table[entry + i] *= factor[place + i];
          }
          entry += run;
        }
      } else {
        for (int inner : low) {
          double value = factor[base + inner];
          for (int i = 0; i < run; i++) {
            table[entry + i] *= value;
          }
          entry += run;
        }
      }
    }
  }

  /// Adds every entry of the larger table to its entry of the smaller one.
  void addTo(double[] sums, int sumsAt, double[] table, int at) {
    int entry = at;
    for (int outer : high) {
      int base = sumsAt + outer;
      if (consecutive) {
        for (int inner : low) {
          int place = base + inner;
          for (int i = 0; i < run; i++) {
            sums[place + i] += table[entry + i];
          }
          entry += run;
        }
      } else {
        for (int inner : low) {
          double sum = 0;
          for (int i = 0; i < run; i++) {
            sum += table[entry + i];
          }
          sums[base + inner] += sum;
          entry += run;
        }
      }
    }
  }

  /// Where one entry falls.
  int place(int entry) {
    int block = entry / run;
    int place = high[block / low.length] + low[block % low.length];
    return consecutive ? place + entry % run : place;
  }
}
