package org.lasegue.knowledge;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.lasegue.knowledge.yaml.Fields;
import org.lasegue.knowledge.yaml.Position;
import org.lasegue.knowledge.yaml.YamlNode;

/// Reads rules, care, claims and names.
final class AdviceReader {
  private AdviceReader() {}

  static TriageRule rule(YamlNode node) {
    Fields f = Fields.of(node, "a rule");
    Urgency level = f.word("level", Urgency.class);
    TriageRule rule =
        new TriageRule(
            f.text("id"),
            f.text("when"),
            level,
            f.word("if-unsure", Urgency.class),
            f.text("see"),
            f.text("say"),
            f.text("because"),
            f.text("hazard"),
            f.optionalText("closed-by"),
            f.has("closed-level") ? f.word("closed-level", Urgency.class) : Urgency.ROUTINE,
            f.text("sign", ""),
            Numbers.basis(f),
            f.at());
    f.done();
    return rule;
  }

  static CareAction care(YamlNode node) {
    Fields f = Fields.of(node, "a care action");
    CareAction action =
        new CareAction(
            f.text("id"),
            f.word("kind", CareAction.Kind.class),
            f.text("title"),
            f.text("say"),
            f.text("how-often", ""),
            f.text("progress", ""),
            f.text("stop", ""),
            f.text("why"),
            f.text("for"),
            f.optionalText("never-for"),
            f.texts("done-by"),
            f.text("instead", ""),
            f.text("benefit", ""),
            f.word("certainty", CareAction.Certainty.class),
            Numbers.basis(f),
            f.at());
    f.done();
    return action;
  }

  static Claim claim(YamlNode node) {
    Fields f = Fields.of(node, "a claim");
    Claim claim =
        new Claim(
            f.text("id"),
            f.text("section"),
            f.text("claim"),
            f.text("kind"),
            f.text("verdict"),
            f.text("hazard"),
            f.text("evidence"),
            f.text("say-instead"),
            f.texts("sources"),
            f.at());
    f.optionalText("note");
    f.done();
    return claim;
  }

  static SearchName name(YamlNode node) {
    Fields f = Fields.of(node, "a name");
    List<String> leadsTo = new ArrayList<>(f.texts("leads-to"));
    SearchName name =
        new SearchName(
            f.text("id"), f.text("name"), f.text("explain"), leadsTo, Numbers.basis(f), f.at());
    f.done();
    return name;
  }

  static Map<String, Position> medicalNames(YamlNode node) {
    Fields f = Fields.of(node, "a group of medical names");
    f.text("reason");
    Map<String, Position> names = new LinkedHashMap<>();
    for (YamlNode name : f.list("names", n -> n)) {
      names.put(Fields.text(name, "a name").strip().toLowerCase(Locale.ROOT), name.at());
    }
    f.done();
    return names;
  }
}
