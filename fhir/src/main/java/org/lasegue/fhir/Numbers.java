package org.lasegue.fhir;

import java.math.BigDecimal;

/// Which decimals of a sender are taken. `1e999999999` is short and valid; written out it fills the
/// memory, and the parser of FHIR writes it out.
final class Numbers {
  private static final int MOST_DIGITS = 40;
  private static final int LONGEST_EXPONENT = 2;

  private Numbers() {}

  static boolean plain(BigDecimal value) {
    return value.precision() <= MOST_DIGITS && Math.abs((long) value.scale()) <= MOST_DIGITS;
  }

  /// Whether a number outside the strings of a JSON text has a longer exponent.
  static boolean huge(String json) {
    boolean text = false;
    int digits = -1; // of an exponent, -1 outside of one
    for (int i = 0; i < json.length(); i++) {
      char c = json.charAt(i);
      if (text) {
        if (c == '\\') {
          i++;
        } else if (c == '"') {
          text = false;
        }
        continue;
      }
      if (c == '"') {
        text = true;
        digits = -1;
      } else if (c == 'e' || c == 'E') {
        digits = 0;
      } else if (digits >= 0 && c >= '0' && c <= '9') {
        digits++;
        if (digits > LONGEST_EXPONENT) {
          return true;
        }
      } else if (c != '+' && c != '-') {
        digits = -1;
      }
    }
    return false;
  }
}
