package org.lasegue.fhir;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hl7.fhir.r4.model.BooleanType;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.DecimalType;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.IntegerType;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.hl7.fhir.r4.model.Quantity;
import org.hl7.fhir.r4.model.Questionnaire;
import org.hl7.fhir.r4.model.Questionnaire.QuestionnaireItemComponent;
import org.hl7.fhir.r4.model.QuestionnaireResponse;
import org.hl7.fhir.r4.model.QuestionnaireResponse.QuestionnaireResponseItemAnswerComponent;
import org.hl7.fhir.r4.model.QuestionnaireResponse.QuestionnaireResponseItemComponent;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.StringType;
import org.hl7.fhir.r4.model.Type;
import org.jspecify.annotations.Nullable;
import org.lasegue.assessment.Answer;
import org.lasegue.assessment.Case;
import org.lasegue.assessment.Case.Key;
import org.lasegue.assessment.Case.Where;
import org.lasegue.assessment.CaseReader;
import org.lasegue.assessment.Expected;
import org.lasegue.assessment.Mode;
import org.lasegue.assessment.Person;
import org.lasegue.assessment.Person.Pregnancy;
import org.lasegue.knowledge.Condition.Organ;
import org.lasegue.knowledge.Finding;
import org.lasegue.knowledge.Knowledge;
import org.lasegue.knowledge.Screen;
import org.lasegue.knowledge.Sex;
import org.lasegue.knowledge.Urgency;
import org.lasegue.knowledge.ValueType;
import org.lasegue.knowledge.yaml.Nearest;
import org.lasegue.knowledge.yaml.Problem;
import org.lasegue.report.CaseJson;

/// Reads a `QuestionnaireResponse` to any of our questionnaires as a case. Unknown linkIds, answers
/// that are none of ours, values out of range and contradictions are refused with their place;
/// nothing is guessed.
final class ResponseReader {
  private static final int DEEPEST = 8;
  private static final int MOST_ITEMS = 5000;
  private static final int HOURS_OF_A_LIFE = 24 * 366 * 120;
  private static final Pattern QUOTED = Pattern.compile("'([^']+)'");
  private static final Set<String> GROUPS =
      Set.of("person", "danger", "context", "symptom", "sign", "test");

  private final Knowledge knowledge;
  private final Questionnaires questionnaires;
  private final CaseReader cases;
  private final CaseJson lines;
  private final Map<String, Screen> screens = new HashMap<>();

  ResponseReader(Knowledge knowledge, Questionnaires questionnaires) {
    this.knowledge = knowledge;
    this.questionnaires = questionnaires;
    this.cases = new CaseReader(knowledge);
    this.lines = new CaseJson(knowledge);
    knowledge.screens().forEach(s -> screens.put(s.id(), s));
  }

  /// @param asked ids of the steps of an adaptive interview that were put so far
  record Reading(Case subject, Set<String> asked) {}

  /// The answers as they are to be judged: a "yes" to a danger question whose details are not there
  /// yet is a "not sure" of each of them, never silence.
  ///
  /// @throws FhirProblemException with everything that is wrong
  Reading read(QuestionnaireResponse response) {
    return new Pass(response, true).read();
  }

  /// The same while the interview goes on and the details are still to be asked.
  Reading soFar(QuestionnaireResponse response) {
    return new Pass(response, false).read();
  }

  /// One response while it is read.
  private final class Pass {
    private final QuestionnaireResponse response;
    private final List<FhirProblemException.Issue> issues = new ArrayList<>();
    private final Map<String, String> places = new HashMap<>();
    private final Map<Key, Answer> explicit = new LinkedHashMap<>();
    private final Map<String, Coding> said = new LinkedHashMap<>();
    private final Map<String, Set<String>> marked = new LinkedHashMap<>();
    private final Map<String, QuestionnaireItemComponent> shown = new LinkedHashMap<>();
    private final List<String> other = new ArrayList<>();
    private int items;
    private OptionalInt age = OptionalInt.empty();
    private OptionalInt ageFrom = OptionalInt.empty();
    private OptionalInt ageTo = OptionalInt.empty();
    private OptionalInt weeks = OptionalInt.empty();
    private Optional<Sex> sex = Optional.empty();
    private Optional<Set<Organ>> organs = Optional.empty();
    private Pregnancy.State pregnancy = Pregnancy.State.UNKNOWN;
    private boolean answeredByOther;
    private final boolean judged;

    Pass(QuestionnaireResponse response, boolean judged) {
      this.response = response;
      this.judged = judged;
    }

    Reading read() {
      questionnaire();
      switch (response.getStatus()) {
        case null ->
            refuse(IssueType.REQUIRED, "QuestionnaireResponse.status", "The status is missing.");
        case ENTEREDINERROR, STOPPED ->
            refuse(
                IssueType.BUSINESSRULE,
                "QuestionnaireResponse.status",
                "A response that was entered in error or stopped is not read.");
        default -> {}
      }
      for (int i = 0; i < response.getItem().size(); i++) {
        item(response.getItem().get(i), "QuestionnaireResponse.item[" + i + "]", "", 0);
      }
      if (!issues.isEmpty()) {
        throw new FhirProblemException(issues);
      }
      Map<Key, Answer> findings = new LinkedHashMap<>(explicit);
      said.forEach((screen, word) -> screen(screen, word, findings));
      marked.forEach((map, chosen) -> map(map, chosen, findings));
      Case subject = new Case(id(), person(), findings, other, expected());
      refuseWhatACaseFileMayNotSay(subject);
      if (!issues.isEmpty()) {
        throw new FhirProblemException(issues);
      }
      Set<String> asked = new LinkedHashSet<>();
      shown.keySet().stream()
          .filter(l -> l.startsWith(Questionnaires.STEP))
          .forEach(l -> asked.add(l.substring(Questionnaires.STEP.length())));
      return new Reading(subject, asked);
    }

    private void questionnaire() {
      for (Resource contained : response.getContained()) {
        if (contained instanceof Questionnaire form) {
          form.getItem().forEach(i -> show(i, 0));
        }
      }
      String canonical = response.getQuestionnaire();
      if (canonical == null || canonical.startsWith("#")) {
        return;
      }
      String url = canonical.split("[|]", 2)[0];
      Set<String> ours =
          Set.of(
              Canonical.QUESTIONNAIRE_HISTORY,
              Canonical.QUESTIONNAIRE_CLINICAL,
              Canonical.QUESTIONNAIRE_ADAPTIVE);
      if (!ours.contains(url)) {
        refuse(
            IssueType.NOTFOUND,
            "QuestionnaireResponse.questionnaire",
            "This questionnaire is none of ours: " + String.join(", ", new TreeSet<>(ours)) + ".");
      }
    }

    private void show(QuestionnaireItemComponent item, int depth) {
      if (depth <= DEEPEST && item.hasLinkId()) {
        shown.put(item.getLinkId(), item);
        item.getItem().forEach(i -> show(i, depth + 1));
      }
    }

    private void item(
        QuestionnaireResponseItemComponent item, String at, String within, int depth) {
      items++;
      if (items == MOST_ITEMS || depth > DEEPEST) {
        refuse(IssueType.TOOLONG, at, "There are too many items here, or they lie too deep.");
      }
      if (items >= MOST_ITEMS || depth > DEEPEST) {
        return;
      }
      String linkId = item.getLinkId();
      if (linkId == null) {
        refuse(IssueType.REQUIRED, at + ".linkId", "The linkId is missing.");
        return;
      }
      String danger = within;
      if (GROUPS.contains(linkId) || linkId.startsWith(Questionnaires.STEP)) {
        if (item.hasAnswer()) {
          refuse(IssueType.INVALID, at + ".answer", "A group has no answer of its own.");
        }
      } else {
        if (places.putIfAbsent(linkId, at) != null) {
          refuse(IssueType.DUPLICATE, at, "This question is answered twice; keep one of them.");
          return;
        }
        if (linkId.startsWith(Questionnaires.DANGER)) {
          danger = linkId;
        }
        if (item.hasAnswer()) {
          answered(item, linkId, at);
          refuseUnderNo(linkId, within, at);
        } else if (!known(linkId)) {
          unknown(linkId, at);
        }
      }
      for (int i = 0; i < item.getItem().size(); i++) {
        item(item.getItem().get(i), at + ".item[" + i + "]", danger, depth + 1);
      }
      for (int a = 0; a < item.getAnswer().size(); a++) {
        List<QuestionnaireResponseItemComponent> under = item.getAnswer().get(a).getItem();
        for (int i = 0; i < under.size(); i++) {
          item(under.get(i), at + ".answer[" + a + "].item[" + i + "]", danger, depth + 1);
        }
      }
    }

    /// What stands under a "no" or "not sure" would say two things at once.
    private void refuseUnderNo(String linkId, String danger, String at) {
      Coding word = said.get(danger);
      if (word != null
          && !danger.equals(linkId)
          && (Terms.NO.equals(word.getCode()) || Terms.UNSURE.equals(word.getCode()))) {
        refuse(
            IssueType.CONFLICT,
            at,
            "'"
                + linkId
                + "' is answered, but '"
                + danger
                + "' says '"
                + word.getCode()
                + "' for all of it; correct one of the two.");
      }
    }

    private boolean known(String linkId) {
      return switch (linkId) {
        case Questionnaires.AGE,
            Questionnaires.AGE_FROM,
            Questionnaires.AGE_TO,
            Questionnaires.SEX,
            Questionnaires.ORGANS,
            Questionnaires.PREGNANCY,
            Questionnaires.WEEKS,
            Questionnaires.ANSWERED_BY,
            Questionnaires.OTHER ->
            true;
        default ->
            linkId.endsWith(Questionnaires.HELP)
                || linkId.startsWith(Questionnaires.DANGER)
                    && screens.containsKey(linkId.substring(Questionnaires.DANGER.length()))
                || shown.containsKey(linkId)
                || key(linkId).isPresent();
      };
    }

    private void unknown(String linkId, String at) {
      Set<String> known = new HashSet<>(knowledge.findings().keySet());
      refuse(
          IssueType.NOTFOUND,
          at + ".linkId",
          "There is no question '"
              + shortened(linkId)
              + "'"
              + Nearest.hint(linkId.split("[@#]", 2)[0], known)
              + ". A finding with sides ends in @left, @right or @some-side.");
    }

    private static String shortened(String text) {
      return text.length() > 60 ? text.substring(0, 60) + "..." : text;
    }

    /// The finding and place that a linkId names, with or without `#level`.
    private Optional<Key> key(String linkId) {
      String bare =
          linkId.endsWith(Questionnaires.LEVEL)
              ? linkId.substring(0, linkId.length() - Questionnaires.LEVEL.length())
              : linkId;
      int at = bare.indexOf('@');
      String id = at < 0 ? bare : bare.substring(0, at);
      String side = at < 0 ? Where.WHOLE.word() : bare.substring(at + 1);
      return knowledge
          .finding(id)
          .flatMap(f ->
              Terms.places(f).stream()
                  .filter(w -> w.word().equals(side))
                  .map(w -> new Key(f.id(), w))
                  .findFirst());
    }

    private void answered(QuestionnaireResponseItemComponent item, String linkId, String at) {
      switch (linkId) {
        case Questionnaires.AGE -> age = years(item, at);
        case Questionnaires.AGE_FROM -> ageFrom = years(item, at);
        case Questionnaires.AGE_TO -> ageTo = years(item, at);
        case Questionnaires.WEEKS -> weeks = years(item, at);
        case Questionnaires.SEX ->
            sex = code(item, at, Set.of("female", "male")).map(c -> Sex.valueOf(upper(c)));
        case Questionnaires.ORGANS -> organs(item, at);
        case Questionnaires.PREGNANCY ->
            code(item, at, Set.of("not-pregnant", "possible", "pregnant", "postpartum"))
                .ifPresent(c -> pregnancy = Pregnancy.State.valueOf(upper(c)));
        case Questionnaires.ANSWERED_BY ->
            answeredByOther = code(item, at, Set.of("self", "other")).equals(Optional.of("other"));
        case Questionnaires.OTHER -> other(item, at);
        default -> {
          if (linkId.endsWith(Questionnaires.HELP)) {
            refuse(IssueType.INVALID, at, "A help text has no answer.");
          } else if (linkId.startsWith(Questionnaires.DANGER)) {
            danger(item, linkId, at);
          } else if (isMap(linkId)) {
            map(item, linkId, at);
          } else {
            finding(item, linkId, at);
          }
        }
      }
    }

    private static String upper(String code) {
      return code.toUpperCase(java.util.Locale.ROOT).replace('-', '_');
    }

    private boolean isMap(String linkId) {
      QuestionnaireItemComponent item = shown.get(linkId);
      return item != null && item.getRepeats() && key(linkId).isEmpty();
    }

    private void organs(QuestionnaireResponseItemComponent item, String at) {
      Set<Organ> found = new LinkedHashSet<>();
      boolean none = false;
      for (int a = 0; a < item.getAnswer().size(); a++) {
        Optional<String> code =
            code(
                item.getAnswer().get(a),
                at + ".answer[" + a + "]",
                Set.of("uterus", "testes", "prostate", Terms.NO_ORGAN));
        if (code.isPresent() && code.get().equals(Terms.NO_ORGAN)) {
          none = true;
        } else {
          code.ifPresent(c -> found.add(Organ.valueOf(upper(c))));
        }
      }
      if (none && !found.isEmpty()) {
        refuse(IssueType.CONFLICT, at, "An organ is named together with 'none-of-these'.");
      }
      organs = Optional.of(Set.copyOf(found));
    }

    private void other(QuestionnaireResponseItemComponent item, String at) {
      for (int a = 0; a < item.getAnswer().size(); a++) {
        if (item.getAnswer().get(a).getValue() instanceof StringType text
            && text.getValue() != null) {
          other.add(text.getValue());
        } else {
          refuse(IssueType.INVALID, at + ".answer[" + a + "].value", "A text is expected here.");
        }
      }
    }

    private void danger(QuestionnaireResponseItemComponent item, String linkId, String at) {
      if (!screens.containsKey(linkId.substring(Questionnaires.DANGER.length()))) {
        refuse(
            IssueType.NOTFOUND,
            at + ".linkId",
            "There is no danger question '"
                + shortened(linkId)
                + "'; the knowledge has "
                + String.join(", ", screens.keySet())
                + ".");
        return;
      }
      one(item, at)
          .flatMap(a ->
              coding(
                  a, at + ".answer[0]", Set.of(Terms.YES, Terms.NO, Terms.UNSURE, Terms.IN_PART)))
          .ifPresent(c -> said.put(linkId, c));
    }

    private void map(QuestionnaireResponseItemComponent item, String linkId, String at) {
      Set<String> chosen = new LinkedHashSet<>();
      Set<String> options = options(linkId);
      for (int a = 0; a < item.getAnswer().size(); a++) {
        if (item.getAnswer().get(a).getValue() instanceof Coding c
            && c.getCode() != null
            && options.contains(c.getCode())) {
          chosen.add(c.getCode());
        } else {
          refuse(
              IssueType.CODEINVALID,
              at + ".answer[" + a + "].value",
              "This place was not among the options.");
        }
      }
      if (chosen.size() > 1 && chosen.contains(Terms.NOWHERE)) {
        refuse(IssueType.CONFLICT, at, "Places are marked together with 'nowhere'.");
      }
      marked.put(linkId, chosen);
    }

    private Set<String> options(String linkId) {
      Set<String> options = new LinkedHashSet<>();
      QuestionnaireItemComponent item = shown.get(linkId);
      if (item != null) {
        item.getAnswerOption()
            .forEach(o -> {
              if (o.getValue() instanceof Coding c && c.getCode() != null) {
                options.add(c.getCode());
              }
            });
      }
      return options;
    }

    private void finding(QuestionnaireResponseItemComponent item, String linkId, String at) {
      Optional<Key> key = key(linkId);
      if (key.isEmpty()) {
        unknown(linkId, at);
        return;
      }
      places.put(key.get().toString(), at);
      places.putIfAbsent(key.get().finding(), at);
      Optional<QuestionnaireResponseItemAnswerComponent> given = one(item, at);
      if (given.isEmpty()) {
        return;
      }
      Finding finding = knowledge.findingById(key.get().finding());
      Optional<Answer> answer =
          value(finding, linkId.endsWith(Questionnaires.LEVEL), given.get(), at + ".answer[0]");
      if (answer.isPresent() && explicit.putIfAbsent(key.get(), answer.get()) != null) {
        refuse(IssueType.DUPLICATE, at, "'" + key.get() + "' is answered twice.");
      }
    }

    private Optional<Answer> value(
        Finding finding, boolean level, QuestionnaireResponseItemAnswerComponent given, String at) {
      ValueType type = finding.type();
      if (type instanceof ValueType.Quantity quantity && !level) {
        return number(given.getValue(), at)
            .map(n ->
                new Answer.Known(quantity.levelOf(n), OptionalDouble.of(n), details(given, at)));
      }
      Map<String, Answer> allowed = new LinkedHashMap<>();
      Answer.Details details = details(given, at);
      if (type instanceof ValueType.Present && !level) {
        allowed.put(Terms.PRESENT, new Answer.Known(1, OptionalDouble.empty(), details));
        allowed.put(Terms.ABSENT, new Answer.Known(0, OptionalDouble.empty(), details));
      } else {
        for (int i = 0; i < type.levels(); i++) {
          allowed.put(
              Terms.levelCode(finding, i), new Answer.Known(i, OptionalDouble.empty(), details));
        }
      }
      allowed.put(Terms.UNSURE, new Answer.Unsure());
      allowed.put(Terms.PAST, new Answer.Past());
      return coding(given, at, allowed.keySet())
          .flatMap(c -> Optional.ofNullable(allowed.get(c.getCode())));
    }

    private Answer.Details details(QuestionnaireResponseItemAnswerComponent given, String at) {
      Extension extension = given.getExtensionByUrl(Canonical.DETAILS);
      if (extension == null) {
        return Answer.Details.NONE;
      }
      String place = at + ".extension('" + Canonical.DETAILS + "')";
      OptionalDouble since = OptionalDouble.empty();
      OptionalDouble severity = OptionalDouble.empty();
      Optional<String> onset = Optional.empty();
      Optional<String> course = Optional.empty();
      Optional<Boolean> isNew = Optional.empty();
      for (Extension each : extension.getExtension()) {
        Type value = each.getValue();
        String name = each.getUrl() == null ? "" : each.getUrl();
        if (name.equals("since") && value instanceof Quantity q && q.getValue() != null) {
          double hours = Numbers.plain(q.getValue()) ? q.getValue().doubleValue() * hours(q) : -1;
          if (hours >= 0 && hours <= HOURS_OF_A_LIFE) {
            since = OptionalDouble.of(hours);
          } else {
            refuse(IssueType.VALUE, place, "'since' is a time in h, d or wk.");
          }
        } else if (name.equals("severity")
            && value instanceof DecimalType d
            && d.getValue() != null
            && Numbers.plain(d.getValue())) {
          severity = OptionalDouble.of(d.getValue().doubleValue());
        } else if (name.equals("onset") && value instanceof CodeType c && c.getValue() != null) {
          onset = Optional.of(c.getValue());
        } else if (name.equals("course") && value instanceof CodeType c && c.getValue() != null) {
          course = Optional.of(c.getValue());
        } else if (name.equals("new") && value instanceof BooleanType b && b.getValue() != null) {
          isNew = Optional.of(b.getValue());
        } else {
          refuse(
              IssueType.INVALID,
              place,
              "The details are since (Quantity in h or d), severity (decimal), onset and course"
                  + " (code) and new (boolean).");
        }
      }
      return new Answer.Details(since, severity, onset, course, isNew);
    }

    private static double hours(Quantity quantity) {
      String unit = quantity.hasCode() ? quantity.getCode() : quantity.getUnit();
      return switch (unit) {
        case "h" -> 1;
        case "d" -> 24;
        case "wk" -> 168;
        case null, default -> Double.NaN;
      };
    }

    private Optional<Double> number(@Nullable Type value, String at) {
      BigDecimal number =
          switch (value) {
            case DecimalType d -> d.getValue();
            case IntegerType i when i.getValue() != null -> BigDecimal.valueOf(i.getValue());
            case null, default -> null;
          };
      if (number == null) {
        refuse(IssueType.INVALID, at + ".value", "A number is expected here.");
        return Optional.empty();
      }
      if (!Numbers.plain(number) || !Double.isFinite(number.doubleValue())) {
        refuse(IssueType.VALUE, at + ".value", "This number is not possible.");
        return Optional.empty();
      }
      return Optional.of(number.doubleValue());
    }

    private OptionalInt years(QuestionnaireResponseItemComponent item, String at) {
      Optional<QuestionnaireResponseItemAnswerComponent> given = one(item, at);
      if (given.isEmpty()) {
        return OptionalInt.empty();
      }
      if (given.get().getValue() instanceof IntegerType i && i.getValue() != null) {
        return OptionalInt.of(i.getValue());
      }
      refuse(IssueType.INVALID, at + ".answer[0].value", "A whole number is expected here.");
      return OptionalInt.empty();
    }

    private Optional<QuestionnaireResponseItemAnswerComponent> one(
        QuestionnaireResponseItemComponent item, String at) {
      if (item.getAnswer().size() != 1) {
        refuse(IssueType.INVALID, at, "This question has one answer.");
        return Optional.empty();
      }
      return Optional.of(item.getAnswerFirstRep());
    }

    private Optional<String> code(
        QuestionnaireResponseItemComponent item, String at, Set<String> allowed) {
      return one(item, at).flatMap(a -> code(a, at + ".answer[0]", allowed));
    }

    private Optional<String> code(
        QuestionnaireResponseItemAnswerComponent given, String at, Set<String> allowed) {
      return coding(given, at, allowed).map(Coding::getCode);
    }

    private Optional<Coding> coding(
        QuestionnaireResponseItemAnswerComponent given, String at, Set<String> allowed) {
      if (given.getValue() instanceof Coding coding
          && Canonical.ANSWER.equals(coding.getSystem())
          && coding.getCode() != null
          && allowed.contains(coding.getCode())) {
        return Optional.of(coding);
      }
      refuse(
          IssueType.CODEINVALID,
          at + ".value",
          "Expected is a Coding of "
              + Canonical.ANSWER
              + ": "
              + String.join(", ", allowed.stream().sorted().toList())
              + ".");
      return Optional.empty();
    }

    private void screen(String linkId, Coding word, Map<Key, Answer> findings) {
      Screen screen = screens.get(linkId.substring(Questionnaires.DANGER.length()));
      List<Finding> covered =
          screen == null ? List.of() : questionnaires.screened().getOrDefault(screen, List.of());
      switch (word.getCode()) {
        case Terms.NO -> fill(covered, findings, false);
        case Terms.UNSURE -> fill(covered, findings, true);
        case Terms.YES -> {
          // a "yes" to a question about one thing says it
          if (covered.size() == 1
              && covered.getFirst().type() instanceof ValueType.Present
              && !covered.getFirst().sided()) {
            findings.putIfAbsent(
                new Key(covered.getFirst().id(), Where.WHOLE), new Answer.Known(1));
          }
          if (covered.stream().noneMatch(f -> told(f, findings))) {
            bareYes(linkId, covered, findings);
          }
        }
        default -> {}
      }
    }

    /// Whether anything but "no" stands for the finding.
    private static boolean told(Finding finding, Map<Key, Answer> findings) {
      return Terms.places(finding).stream()
          .map(w -> findings.get(new Key(finding.id(), w)))
          .anyMatch(a ->
              a != null && !(a instanceof Answer.Known k && k.level() == finding.type().normal()));
    }

    private void bareYes(String linkId, List<Finding> covered, Map<Key, Answer> findings) {
      boolean finished =
          response.getStatus() == QuestionnaireResponse.QuestionnaireResponseStatus.COMPLETED
              || response.getStatus() == QuestionnaireResponse.QuestionnaireResponseStatus.AMENDED;
      int before = findings.size();
      if (judged && !finished) {
        fill(covered, findings, true);
      }
      if (finished || judged && findings.size() == before) {
        refuse(
            IssueType.INCOMPLETE,
            places.getOrDefault(linkId, "QuestionnaireResponse"),
            "'" + linkId + "' says yes, and nothing under it says to what; answer its questions.");
      }
    }

    private void map(String linkId, Set<String> chosen, Map<Key, Answer> findings) {
      Set<Finding> offered = new LinkedHashSet<>();
      for (String option : options(linkId)) {
        Optional<Key> key = key(option);
        key.ifPresent(k -> offered.add(knowledge.findingById(k.finding())));
        if (key.isPresent() && chosen.contains(option)) {
          findings.putIfAbsent(key.get(), new Answer.Known(1));
        }
      }
      fill(offered, findings, chosen.contains(Terms.UNSURE));
    }

    private static void fill(Iterable<Finding> covered, Map<Key, Answer> findings, boolean unsure) {
      for (Finding finding : covered) {
        if (findings.containsKey(new Key(finding.id(), Where.SOME_SIDE))) {
          continue;
        }
        for (Where where : Terms.places(finding)) {
          if (where != Where.SOME_SIDE) {
            findings.putIfAbsent(
                new Key(finding.id(), where),
                unsure ? new Answer.Unsure() : new Answer.Known(finding.type().normal()));
          }
        }
      }
    }

    private String id() {
      String id = response.getIdentifier().getValue();
      return id == null || id.isBlank() ? "response" : id;
    }

    private Person person() {
      OptionalInt from = age.isPresent() ? age : ageFrom;
      OptionalInt to = age.isPresent() ? age : ageTo;
      if (from.isPresent() != to.isPresent()) {
        refuse(
            IssueType.REQUIRED,
            "QuestionnaireResponse",
            "An age range needs both 'age-from' and 'age-to'.");
      }
      if (age.isPresent() && (ageFrom.isPresent() || ageTo.isPresent())) {
        refuse(
            IssueType.CONFLICT, "QuestionnaireResponse", "Give 'age' or an age range, not both.");
      }
      if (weeks.isPresent()
          && pregnancy != Pregnancy.State.PREGNANT
          && pregnancy != Pregnancy.State.POSTPARTUM) {
        refuse(
            IssueType.CONFLICT,
            places.getOrDefault(Questionnaires.WEEKS, "QuestionnaireResponse"),
            "Weeks belong to 'pregnant' or 'postpartum'.");
      }
      return new Person(from, to, sex, organs, new Pregnancy(pregnancy, weeks), answeredByOther);
    }

    private Optional<Expected> expected() {
      Extension extension = response.getExtensionByUrl(Canonical.EXPECTED);
      if (extension == null) {
        return Optional.empty();
      }
      Map<Mode, List<Urgency>> urgency = new EnumMap<>(Mode.class);
      try {
        for (Mode mode : Mode.values()) {
          List<Urgency> levels =
              codes(extension, "urgency-" + mode.word()).stream()
                  .map(c -> Urgency.valueOf(upper(c)))
                  .toList();
          if (!levels.isEmpty()) {
            urgency.put(mode, levels);
          }
        }
      } catch (IllegalArgumentException _) {
        refuse(
            IssueType.CODEINVALID,
            "QuestionnaireResponse.extension('" + Canonical.EXPECTED + "')",
            "This is no level of urgency.");
      }
      return Optional.of(
          new Expected(
              codes(extension, "answer"),
              codes(extension, "fair"),
              urgency,
              codes(extension, "root")));
    }

    private static List<String> codes(Extension extension, String name) {
      return extension.getExtensionsByUrl(name).stream()
          .map(e -> e.getValue() instanceof CodeType c && c.getValue() != null ? c.getValue() : "")
          .toList();
    }

    /// Ranges, impossible persons and contradictions are those of a case file.
    private void refuseWhatACaseFileMayNotSay(Case subject) {
      if (!issues.isEmpty()) {
        return;
      }
      if (cases.read(lines.line(subject), "response", 1)
          instanceof CaseReader.Result.Rejected rejected) {
        for (Problem problem : rejected.problems()) {
          refuse(IssueType.INVARIANT, placeOf(problem.message()), problem.message());
        }
      }
    }

    private String placeOf(String message) {
      Matcher quoted = QUOTED.matcher(message);
      while (quoted.find()) {
        String at = places.get(quoted.group(1));
        if (at != null) {
          return at;
        }
      }
      if (message.startsWith("an age") || message.startsWith("the age")) {
        return places.getOrDefault(
            Questionnaires.AGE,
            places.getOrDefault(Questionnaires.AGE_FROM, "QuestionnaireResponse"));
      }
      if (message.contains("regnan") || message.contains("weeks")) {
        return places.getOrDefault(Questionnaires.PREGNANCY, "QuestionnaireResponse");
      }
      return "QuestionnaireResponse";
    }

    private void refuse(IssueType type, String at, String message) {
      issues.add(new FhirProblemException.Issue(type, at, message));
    }
  }
}
