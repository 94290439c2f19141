package org.lasegue.knowledge;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.lasegue.knowledge.yaml.BadInputException;
import org.lasegue.knowledge.yaml.Fields;
import org.lasegue.knowledge.yaml.Position;
import org.lasegue.knowledge.yaml.Problem;
import org.lasegue.knowledge.yaml.YamlNode;
import org.lasegue.knowledge.yaml.YamlReader;

/// Reads the knowledge: what is written is well-formed and of the right types. Whether it holds
/// together is for [KnowledgeCheck].
public final class KnowledgeReader {
  private final KnowledgeFiles files;
  private final List<Problem> problems = new ArrayList<>();

  private KnowledgeReader(KnowledgeFiles files) {
    this.files = files;
  }

  /// The knowledge that this build carries.
  public static Knowledge bundled() {
    KnowledgeReader reader = new KnowledgeReader(KnowledgeFiles.bundled());
    return reader.fitted(reader.read());
  }

  /// The knowledge that this build carries, each number as its source or estimate gives it, before
  /// any fitting.
  public static Knowledge beforeFitting() {
    return new KnowledgeReader(KnowledgeFiles.bundled()).read();
  }

  /// The knowledge in a directory of YAML files.
  ///
  /// @throws BadInputException with every problem found
  public static Knowledge read(Path directory) {
    KnowledgeReader reader = new KnowledgeReader(KnowledgeFiles.readDirectory(directory));
    return reader.fitted(reader.read());
  }

  private Knowledge read() {
    Map<String, Source> sources = byId("sources/", this::source, Source::id, Source::at);
    Map<String, Family> families = new LinkedHashMap<>();
    for (Family family : items("families.yaml", KnowledgeReader::family)) {
      families.put(family.id(), family);
    }
    Map<String, Finding> findings =
        byId("findings/", FindingReader::finding, Finding::id, Finding::at);
    Map<String, String> aliases = new LinkedHashMap<>();
    for (Finding finding : findings.values()) {
      for (String alias : finding.aliases()) {
        if (findings.containsKey(alias) || aliases.put(alias, finding.id()) != null) {
          problems.add(new Problem(finding.at(), "the alias '" + alias + "' is already taken"));
        }
      }
    }
    Map<String, FindingGroup> groups =
        byId("groups.yaml", FindingReader::group, FindingGroup::id, FindingGroup::at);
    List<Screen> screens = items("screens.yaml", FindingReader::screen);
    Map<String, Mechanism> mechanisms =
        byId(
            "mechanisms.yaml",
            n -> ConditionReader.mechanism(n, findings),
            Mechanism::id,
            Mechanism::at);
    Map<String, Condition> conditions = new LinkedHashMap<>();
    files
        .byPath()
        .forEach((path, node) -> {
          if (path.startsWith("conditions/")) {
            guarded(node, n -> ConditionReader.condition(n, findings))
                .ifPresent(c -> put(conditions, c.id(), c, c.at()));
          }
        });
    List<TriageRule> rules =
        new ArrayList<>(
            byId("triage.yaml", AdviceReader::rule, TriageRule::id, TriageRule::at).values());
    Map<String, CareAction> care =
        byId("care/", AdviceReader::care, CareAction::id, CareAction::at);
    List<Claim> claims = items("claims.yaml", AdviceReader::claim);
    List<SearchName> names = items("names.yaml", AdviceReader::name);
    Map<String, Contact> contacts =
        byId("contacts.yaml", ContactReader::contact, Contact::country, Contact::at);
    Map<String, Position> medicalNames = new LinkedHashMap<>();
    for (Map<String, Position> group : items("medical-names.yaml", AdviceReader::medicalNames)) {
      group.forEach((name, at) -> put(medicalNames, name, at, at));
    }
    Optional<Population> population =
        Optional.ofNullable(files.byPath().get("population.yaml"))
            .flatMap(n -> guarded(n, PopulationReader::population));
    if (population.isEmpty() && problems.isEmpty()) {
      problems.add(new Problem(new Position("population.yaml", 1), "the file is missing"));
    }
    Literature literature =
        new Literature(
            byId(
                "populations.yaml",
                LiteratureReader::population,
                StudyPopulation::id,
                StudyPopulation::at),
            byId("facts/", LiteratureReader::fact, Fact::id, Fact::at));
    Optional<FollowUpKnowledge> followUp = followUp();
    if (!problems.isEmpty()) {
      throw new BadInputException(problems);
    }
    return new Knowledge(
        files.version(),
        sources,
        families,
        findings,
        aliases,
        groups,
        screens,
        mechanisms,
        conditions,
        rules,
        care,
        claims,
        names,
        contacts,
        medicalNames,
        population.orElseThrow(),
        literature,
        followUp.orElseThrow());
  }

  private Optional<FollowUpKnowledge> followUp() {
    List<NoticeableChange> change = items("followup/change.yaml", FollowUpReader::change);
    if (change.size() != 1) {
      if (problems.isEmpty()) {
        problems.add(
            new Problem(
                new Position("followup/change.yaml", 1), "it must hold one change, that of pain"));
      }
      return Optional.empty();
    }
    return Optional.of(
        new FollowUpKnowledge(
            items("followup/plan.yaml", FollowUpReader::part),
            items("followup/progression.yaml", FollowUpReader::progression),
            List.copyOf(
                byId(
                        "followup/courses.yaml",
                        FollowUpReader::course,
                        NaturalCourse::id,
                        NaturalCourse::at)
                    .values()),
            change.getFirst(),
            List.copyOf(
                byId(
                        "followup/reviews.yaml",
                        FollowUpReader::review,
                        ReviewRule::id,
                        ReviewRule::at)
                    .values()),
            List.copyOf(
                byId("followup/choices.yaml", FollowUpReader::choice, Choice::id, Choice::at)
                    .values()),
            List.copyOf(
                byId(
                        "followup/prevention.yaml",
                        FollowUpReader::prevention,
                        PreventionEffect::id,
                        PreventionEffect::at)
                    .values()),
            items("followup/danger.yaml", FollowUpReader::danger),
            byId(
                "followup/instruments.yaml",
                FollowUpReader::instrument,
                Instrument::id,
                Instrument::at)));
  }

  /// The knowledge with the numbers of a file like `fitted.yaml`, of which each was what it is
  /// there before.
  ///
  /// @throws BadInputException with every problem found
  public static Knowledge withNumbers(Knowledge knowledge, Path file) {
    YamlNode numbers;
    try {
      numbers = YamlReader.read(Files.readString(file), file.toString(), 1);
    } catch (IOException e) {
      throw new BadInputException(new Position(file.toString(), 1), "cannot be read");
    }
    return new KnowledgeReader(
            new KnowledgeFiles(knowledge.version(), Map.of("fitted.yaml", numbers)))
        .fitted(knowledge);
  }

  /// With the values that fitting gave to numbers of these files, which must not have changed
  /// since.
  private Knowledge fitted(Knowledge written) {
    Map<String, Parameter> parameters = new LinkedHashMap<>();
    Parameter.all(written).forEach(p -> parameters.put(p.name(), p));
    Map<String, Double> values = new LinkedHashMap<>();
    for (Fitted fit : items("fitted.yaml", KnowledgeReader::fit)) {
      @Nullable Parameter parameter = parameters.get(fit.parameter());
      if (parameter == null) {
        problems.add(
            new Problem(fit.at(), "no number '" + fit.parameter() + "' with a range" + AGAIN));
      } else if (Math.abs(parameter.value() - fit.from()) > 1e-9 * parameter.value()) {
        problems.add(
            new Problem(
                fit.at(),
                "'"
                    + fit.parameter()
                    + "' was "
                    + fit.from()
                    + " when it was fitted and is "
                    + parameter.value()
                    + " now"
                    + AGAIN));
      } else if (fit.to() < parameter.low() || fit.to() > parameter.high()) {
        problems.add(
            new Problem(
                fit.at(), "'" + fit.parameter() + "' is fitted outside its own range" + AGAIN));
      } else {
        values.put(fit.parameter(), fit.to());
      }
    }
    if (!problems.isEmpty()) {
      throw new BadInputException(problems);
    }
    return Parameter.with(written, values);
  }

  private static final String AGAIN = "; take the line out, or fit again";

  private record Fitted(String parameter, double from, double to, Position at) {}

  private static Fitted fit(YamlNode node) {
    Fields f = Fields.of(node, "a fitted number");
    Fitted result = new Fitted(f.text("parameter"), f.number("from"), f.number("to"), f.at());
    f.done();
    return result;
  }

  private <T> List<T> items(String prefix, Function<YamlNode, T> read) {
    List<T> result = new ArrayList<>();
    files
        .byPath()
        .forEach((path, node) -> {
          if (path.startsWith(prefix)) {
            guarded(node, n -> Fields.items(n, "the file"))
                .ifPresent(
                    list -> list.forEach(item -> guarded(item, read).ifPresent(result::add)));
          }
        });
    return result;
  }

  private <T> Map<String, T> byId(
      String prefix, Function<YamlNode, T> read, Function<T, String> id, Function<T, Position> at) {
    Map<String, T> result = new LinkedHashMap<>();
    for (T item : items(prefix, read)) {
      put(result, id.apply(item), item, at.apply(item));
    }
    return result;
  }

  private <T> void put(Map<String, T> map, String id, T item, Position at) {
    if (map.putIfAbsent(id, item) != null) {
      problems.add(new Problem(at, "'" + id + "' is defined twice"));
    }
  }

  private <T> Optional<T> guarded(YamlNode node, Function<YamlNode, T> read) {
    try {
      return Optional.of(read.apply(node));
    } catch (BadInputException e) {
      problems.addAll(e.problems());
      return Optional.empty();
    }
  }

  private Source source(YamlNode node) {
    Fields f = Fields.of(node, "a source");
    Source source =
        new Source(
            f.text("id"),
            f.text("title"),
            f.text("authors", ""),
            f.text("journal", ""),
            f.text("doi", ""),
            f.text("pmid", ""),
            (f.text("pmcid", "") + " " + f.text("other-id", "")).strip(),
            f.text("address", ""),
            f.text("kind"),
            f.text("checked", ""),
            f.text("cohort", ""),
            f.at());
    f.optionalText("note");
    f.done();
    return source;
  }

  private static Family family(YamlNode node) {
    Fields f = Fields.of(node, "a family");
    Family family = new Family(f.text("id"), f.text("clinical"), f.text("plain"));
    f.done();
    return family;
  }
}
