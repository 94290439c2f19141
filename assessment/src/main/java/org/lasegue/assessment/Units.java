package org.lasegue.assessment;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.lasegue.knowledge.ValueType;
import org.lasegue.knowledge.yaml.BadInputException;
import org.lasegue.knowledge.yaml.Position;

/// Units in UCUM notation that are commonly written instead of ours. Factors between mass and
/// amount of substance hold for the one quantity that uses the pair of units here.
final class Units {
  private static final Map<String, Double> FACTORS = new HashMap<>();

  static {
    FACTORS.put("g/dL>g/L", 10.0);
    FACTORS.put("mg/dL>mg/L", 10.0);
    FACTORS.put("mg/dL>umol/L", 88.42); // creatinine
    FACTORS.put("mg/dL>mmol/L", 0.2495); // calcium; glucose has its own factor below
    FACTORS.put("pg/mL>pmol/L", 0.7378); // vitamin B12
    FACTORS.put("ng/mL>ug/L", 1.0);
    FACTORS.put("ng/mL>nmol/L", 2.496); // vitamin D
    FACTORS.put("ug/mL>mg/L", 1.0);
    FACTORS.put("10*3/uL>10*9/L", 1.0);
    FACTORS.put("10*3/mm3>10*9/L", 1.0);
    FACTORS.put("10*6/L>10*9/L", 0.001);
    FACTORS.put("/uL>10*9/L", 0.001);
    FACTORS.put("/mm3>10*9/L", 0.001);
    FACTORS.put("[IU]/L>U/L", 1.0);
    FACTORS.put("{beats}/min>/min", 1.0);
    FACTORS.put("{breaths}/min>/min", 1.0);
    FACTORS.put("mm>cm", 0.1);
    FACTORS.put("km>m", 1000.0);
    FACTORS.put("L>mL", 1000.0);
    FACTORS.put("mIU/L>mU/L", 1.0);
    FACTORS.put("uIU/mL>mU/L", 1.0);
  }

  private Units() {}

  static double convert(double value, String unit, ValueType.Quantity quantity, Position at) {
    if (unit.isEmpty() || unit.equals(quantity.unit())) {
      return value;
    }
    if (unit.equals("[degF]") && quantity.unit().equals("Cel")) {
      return (value - 32) * 5 / 9;
    }
    boolean glucose = quantity.unit().equals("mmol/L") && quantity.max() > 50;
    @Nullable Double factor =
        unit.equals("mg/dL") && glucose
            ? Double.valueOf(0.0555)
            : FACTORS.get(unit + ">" + quantity.unit());
    if (factor == null) {
      throw new BadInputException(
          at, "the unit '" + unit + "' is not known here; give the value in " + quantity.unit());
    }
    return value * factor;
  }
}
