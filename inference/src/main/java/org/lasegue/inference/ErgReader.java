package org.lasegue.inference;

import java.util.ArrayList;
import java.util.List;
import java.util.Scanner;

/// Reads the ERG format of the CPCS networks. Variables are named `N0`..., states `s0`...
public final class ErgReader {

  private ErgReader() {}

  /// @param text the content of such a file
  public static Network parse(String text) {
    Scanner tokens = new Scanner(text.replace("/* Probabilities */", " "));
    int size = tokens.nextInt();
    Network.Builder builder = Network.builder();
    for (int i = 0; i < size; i++) {
      String[] states = new String[tokens.nextInt()];
      for (int state = 0; state < states.length; state++) {
        states[state] = "s" + state;
      }
      builder.variable("N" + i, states);
    }
    List<List<String>> parents = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      List<String> names = new ArrayList<>();
      for (int count = tokens.nextInt(); count > 0; count--) {
        names.add("N" + tokens.nextInt());
      }
      parents.add(names);
    }
    for (int i = 0; i < size; i++) {
      double[] values = new double[tokens.nextInt()];
      for (int entry = 0; entry < values.length; entry++) {
        values[entry] = Double.parseDouble(tokens.next());
      }
      builder.table("N" + i, parents.get(i), values);
    }
    return builder.build();
  }
}
