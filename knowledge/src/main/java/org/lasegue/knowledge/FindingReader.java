package org.lasegue.knowledge;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.lasegue.knowledge.yaml.BadInputException;
import org.lasegue.knowledge.yaml.Fields;
import org.lasegue.knowledge.yaml.YamlNode;

/// Reads findings, their groups and the danger screen.
final class FindingReader {
  private FindingReader() {}

  static Finding finding(YamlNode node) {
    Fields f = Fields.of(node, "a finding");
    String id = f.text("id");
    ValueType type = type(f.need("type"));
    boolean ruleOnly = f.flag("rule-only");
    boolean derived = f.has("means-both");
    Map<String, String> codes = new LinkedHashMap<>();
    f.map("codes")
        .forEach((system, code) -> {
          if (!(code instanceof YamlNode.Scalar s && s.isNull())) {
            codes.put(system, Fields.text(code, "a code"));
          }
        });
    Finding finding =
        new Finding(
            id,
            f.text("clinical"),
            f.text("plain"),
            f.word("kind", Finding.Kind.class),
            type,
            f.flag("sided"),
            f.word("answered-by", Finding.AnsweredBy.class),
            f.text("ask", ""),
            f.text("ask-again", ""),
            f.text("help", ""),
            f.text("why", ""),
            f.text("examine", ""),
            f.optionalNumber("effort").orElse(8),
            f.optionalText("mechanism"),
            f.has("background")
                ? background(f.need("background"), type)
                : noBackground(f, type, ruleOnly || derived),
            Stream.concat(f.texts("implies").stream(), f.optionalText("part-of").stream())
                .distinct()
                .toList(),
            f.optionalText("means-both"),
            f.optionalText("part-of"),
            f.optionalText("shows"),
            f.has("only") ? Optional.of(f.word("only", Finding.Only.class)) : Optional.empty(),
            ruleOnly || derived,
            f.flag("of-episode"),
            f.flag("private"),
            f.flag("must-ask"),
            codes,
            f.texts("aliases"),
            f.at());
    f.done();
    return finding;
  }

  private static Background noBackground(Fields f, ValueType type, boolean unused) {
    if (!unused) {
      throw new BadInputException(f.at(), "'background' is missing");
    }
    List<ByAge> levels = new ArrayList<>();
    for (int i = 0; i < type.levels(); i++) {
      levels.add(ByAge.constant(i == type.normal() ? 1 : 0));
    }
    return new Background(levels, 1, 1, 0, 0, new Basis.Estimate("not used in the causes"));
  }

  private static ValueType type(YamlNode node) {
    if (node instanceof YamlNode.Scalar s) {
      if (s.value().equals("present")) {
        return new ValueType.Present();
      }
      throw new BadInputException(
          node.at(), "'" + s.value() + "' is not a type: present, {levels: ..} or {quantity: ..}");
    }
    Fields f = Fields.of(node, "a type");
    if (f.has("levels")) {
      List<String> names = f.texts("levels");
      f.done();
      if (names.size() < 2) {
        throw new BadInputException(node.at(), "a graded finding needs at least two levels");
      }
      return new ValueType.Levels(names);
    }
    Fields q = Fields.of(f.need("quantity"), "a quantity");
    f.done();
    List<Double> range = q.list("range", n -> Fields.number(n, "a limit"));
    List<Double> cuts = q.list("cuts", n -> Fields.number(n, "a cut"));
    if (range.size() != 2 || range.get(0) >= range.get(1) || cuts.isEmpty()) {
      throw new BadInputException(q.at(), "a quantity needs 'range: [low, high]' and 'cuts'");
    }
    for (int i = 0; i < cuts.size(); i++) {
      double below = i == 0 ? range.get(0) : cuts.get(i - 1);
      if (cuts.get(i) <= below || cuts.get(i) >= range.get(1)) {
        throw new BadInputException(q.at(), "the cuts must rise and lie inside the range");
      }
    }
    boolean worseLow = "low".equals(q.text("worse", "high"));
    int normal = (int) q.optionalNumber("normal").orElse(0);
    double silentAbove = q.optionalNumber("silent-above").orElse(Double.POSITIVE_INFINITY);
    String unit = q.text("unit");
    q.done();
    return new ValueType.Quantity(
        unit, range.get(0), range.get(1), cuts, worseLow, normal, silentAbove);
  }

  private static Background background(YamlNode node, ValueType type) {
    Fields f = Fields.of(node, "a background");
    List<ByAge> levels = new ArrayList<>();
    double low = 0;
    double high = 0;
    if (f.has("levels")) {
      double[] p = Numbers.distribution(f.need("levels"), type.levels());
      for (double value : p) {
        levels.add(ByAge.constant(value));
      }
    } else {
      if (type.levels() != 2) {
        throw new BadInputException(
            f.at(), "this finding has " + type.levels() + " levels; give 'levels: [..]'");
      }
      ByAge present =
          f.has("by-age")
              ? Numbers.byAge(f.map("by-age"), node)
              : ByAge.constant(Numbers.probability(f, "value"));
      for (double p : present.steps().values()) {
        if (p > 1) {
          throw new BadInputException(f.at(), "a probability lies between 0 and 1");
        }
      }
      levels.add(ByAge.constant(0));
      levels.add(present);
    }
    low = f.optionalNumber("low").orElse(0);
    high = f.optionalNumber("high").orElse(0);
    Background result =
        new Background(
            levels,
            f.optionalNumber("female").orElse(1),
            f.optionalNumber("male").orElse(1),
            low,
            high,
            Numbers.basis(f));
    f.done();
    return result;
  }

  static FindingGroup group(YamlNode node) {
    Fields f = Fields.of(node, "a group");
    Map<String, String> normal = new LinkedHashMap<>();
    f.map("normal").forEach((id, value) -> normal.put(id, Fields.text(value, "a normal value")));
    FindingGroup group =
        new FindingGroup(f.text("id"), f.text("plain"), f.text("clinical"), normal, f.at());
    f.done();
    return group;
  }

  static Screen screen(YamlNode node) {
    Fields f = Fields.of(node, "a screen question");
    Screen screen =
        new Screen(
            f.text("id"),
            f.text("ask"),
            f.text("ask-again"),
            f.text("help", ""),
            f.text("why"),
            f.texts("findings"),
            f.flag("private"),
            f.optionalText("only"),
            f.at());
    f.done();
    return screen;
  }

  /// The level that a word or number of a case or group stands for, or null where it stands for
  /// none.
  static @Nullable Integer level(ValueType type, String written) {
    for (int i = 0; i < type.levels(); i++) {
      if (type.levelName(i).equals(written)) {
        return i;
      }
    }
    return null;
  }
}
