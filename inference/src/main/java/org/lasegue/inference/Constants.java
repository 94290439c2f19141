package org.lasegue.inference;

/// Numbers that need a name.
final class Constants {

  static final double LN_2 = StrictMath.log(2);

  private Constants() {}
}
