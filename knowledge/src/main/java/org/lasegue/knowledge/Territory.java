package org.lasegue.knowledge;

import java.util.Arrays;
import java.util.Optional;

/// A nerve root or nerve that a located condition affects.
public enum Territory {
  L1("L1", true),
  L2("L2", true),
  L3("L3", true),
  L4("L4", true),
  L5("L5", true),
  S1("S1", true),
  SACRAL("sacral", true),
  FEMORAL("femoral", false),
  OBTURATOR("obturator", false),
  LATERAL_CUTANEOUS("lateral-cutaneous", false),
  SCIATIC("sciatic", false),
  TIBIAL("tibial", false),
  PERONEAL("peroneal", false),
  PLEXUS("plexus", false);

  private final String word;
  private final boolean root;

  Territory(String word, boolean root) {
    this.word = word;
    this.root = root;
  }

  public String word() {
    return word;
  }

  public boolean isRoot() {
    return root;
  }

  public static Optional<Territory> of(String word) {
    return Arrays.stream(values()).filter(t -> t.word.equals(word)).findFirst();
  }
}
