package org.lasegue.fhir;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import org.hl7.fhir.r4.model.BooleanType;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.IntegerType;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Observation.ObservationComponentComponent;
import org.hl7.fhir.r4.model.Observation.ObservationStatus;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.hl7.fhir.r4.model.Quantity;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.StringType;
import org.hl7.fhir.r4.model.Type;
import org.jspecify.annotations.Nullable;
import org.lasegue.assessment.followup.Diary;
import org.lasegue.assessment.followup.DiaryEntry;
import org.lasegue.assessment.followup.DiaryEntry.Sleep;
import org.lasegue.fhir.RecordReader.Placed;
import org.lasegue.knowledge.Progression.Change;
import org.lasegue.knowledge.Progression.Felt;
import org.lasegue.knowledge.yaml.Fields;

/// A diary as one `Observation` a day, with what was written as its components, and back. Days are
/// the person's own calendar days and so dates without a time. The codes are ours: none of LOINC
/// was checked to mean the same.
final class DiaryObservations {
  private static final String DAY = "day";
  private static final String SCORE = "score";
  private static final String BACK = "back-pain";
  private static final String LEG = "leg-pain";
  private static final String WALKED = "walked";
  private static final String SLEEP = "sleep";
  private static final String FELT = "felt";
  private static final String CHANGE = "change";
  private static final String MEDICINES = "medicines";
  private static final String STOPPED = "stopped";

  private DiaryObservations() {}

  /// Every code with its name.
  static Map<String, String> codes() {
    Map<String, String> codes = new LinkedHashMap<>();
    codes.put(DAY, "A day of the diary");
    codes.put(SCORE, "Score of a questionnaire");
    codes.put(BACK, "Pain of the back, 0 to 10");
    codes.put(LEG, "Pain of the leg, 0 to 10");
    codes.put(WALKED, "Minutes of walking");
    codes.put(SLEEP, "How the night was");
    codes.put(FELT, "How the plan feels");
    codes.put(CHANGE, "How the pain goes against a week ago");
    codes.put(MEDICINES, "Medicines taken");
    codes.put(STOPPED, "A warning sign stopped the plan that day");
    words(SLEEP, Sleep.class, codes);
    words(FELT, Felt.class, codes);
    words(CHANGE, Change.class, codes);
    return codes;
  }

  private static <E extends Enum<E>> void words(
      String kind, Class<E> type, Map<String, String> into) {
    for (E each : type.getEnumConstants()) {
      into.put(kind + "." + Fields.hyphenated(each), Fields.hyphenated(each).replace('-', ' '));
    }
  }

  private static CodeableConcept concept(String code) {
    return Terms.concept(Terms.coding(Canonical.DIARY, code, codes()));
  }

  static List<Observation> of(Diary diary, Reference subject) {
    List<Observation> all = new ArrayList<>();
    Set<LocalDate> stops = new TreeSet<>(diary.stops());
    for (DiaryEntry entry : diary.entries()) {
      all.add(day(entry, stops.remove(entry.day()), subject));
    }
    stops.forEach(day -> all.add(day(empty(day), true, subject)));
    for (Diary.Score score : diary.scores()) {
      Observation observation = observation(SCORE, score.day(), subject);
      observation.setMethod(new CodeableConcept().setText(score.instrument()));
      observation.setValue(new IntegerType(score.score()));
      all.add(observation);
    }
    return all;
  }

  private static Observation observation(String code, LocalDate day, Reference subject) {
    Observation observation = new Observation();
    observation
        .setStatus(ObservationStatus.FINAL)
        .addCategory(Terms.category("survey", "Survey"))
        .setCode(concept(code))
        .setSubject(subject.copy())
        .setEffective(new DateTimeType(day.toString()))
        .addPerformer(subject.copy());
    return observation;
  }

  private static Observation day(DiaryEntry entry, boolean stopped, Reference subject) {
    Observation day = observation(DAY, entry.day(), subject);
    entry.back().ifPresent(n -> add(day, BACK, new IntegerType(n)));
    entry.leg().ifPresent(n -> add(day, LEG, new IntegerType(n)));
    entry
        .walked()
        .ifPresent(n ->
            add(
                day,
                WALKED,
                new Quantity()
                    .setValue(n)
                    .setUnit("min")
                    .setSystem(Canonical.UCUM)
                    .setCode("min")));
    entry.sleep().ifPresent(w -> word(day, SLEEP, w));
    entry.felt().ifPresent(w -> word(day, FELT, w));
    entry.change().ifPresent(w -> word(day, CHANGE, w));
    if (!entry.medicines().isEmpty()) {
      add(day, MEDICINES, new StringType(entry.medicines()));
    }
    if (stopped) {
      add(day, STOPPED, new BooleanType(true));
    }
    if (!entry.note().isEmpty()) {
      day.addNote().setText(entry.note());
    }
    return day;
  }

  private static void add(Observation day, String code, Type value) {
    day.addComponent().setCode(concept(code)).setValue(value);
  }

  private static void word(Observation day, String kind, Enum<?> word) {
    add(day, kind, concept(kind + "." + Fields.hyphenated(word)));
  }

  static boolean isOne(Placed placed) {
    return placed.resource() instanceof Observation o && Canonical.DIARY.equals(system(o));
  }

  private static String system(Observation observation) {
    return observation.getCode().getCoding().stream()
        .map(Coding::getSystem)
        .filter(Canonical.DIARY::equals)
        .findFirst()
        .orElse("");
  }

  /// @param placed those of which [#isOne] holds
  /// @throws FhirProblemException where one cannot be read: a day that is left out could hide that
  ///   the pain grew
  static Diary read(List<Placed> placed) {
    List<DiaryEntry> entries = new ArrayList<>();
    List<Diary.Score> scores = new ArrayList<>();
    Set<LocalDate> stops = new TreeSet<>();
    for (Placed each : placed) {
      Observation observation = (Observation) each.resource();
      if (observation.getStatus() == ObservationStatus.ENTEREDINERROR
          || observation.getStatus() == ObservationStatus.CANCELLED) {
        continue;
      }
      LocalDate day = day(observation, each.expression() + ".effective");
      switch (code(observation.getCode())) {
        case DAY -> {
          DiaryEntry entry = entry(observation, day, each.expression());
          if (!entry.equals(empty(day))) {
            entries.add(entry);
          }
          if (observation.getComponent().stream()
              .anyMatch(c ->
                  code(c.getCode()).equals(STOPPED)
                      && c.getValue() instanceof BooleanType b
                      && Boolean.TRUE.equals(b.getValue()))) {
            stops.add(day);
          }
        }
        case SCORE ->
            scores.add(
                new Diary.Score(
                    day,
                    observation.getMethod().getText(),
                    integer(observation.getValue(), each.expression() + ".value")));
        default -> throw wrong(each.expression() + ".code", "This code of a diary is not known.");
      }
    }
    return new Diary(entries, scores, stops);
  }

  private static DiaryEntry empty(LocalDate day) {
    return new DiaryEntry(
        day,
        OptionalInt.empty(),
        OptionalInt.empty(),
        OptionalInt.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        "",
        "");
  }

  private static DiaryEntry entry(Observation observation, LocalDate day, String place) {
    Map<String, Type> values = new LinkedHashMap<>();
    for (int c = 0; c < observation.getComponent().size(); c++) {
      ObservationComponentComponent component = observation.getComponent().get(c);
      String code = code(component.getCode());
      if (!codes().containsKey(code)
          || component.getValue() == null
          || values.put(code, component.getValue()) != null) {
        throw wrong(
            place + ".component[" + c + "]",
            "A part of a diary needs a known code, once, and a value.");
      }
    }
    try {
      return new DiaryEntry(
          day,
          integer(values, BACK, place),
          integer(values, LEG, place),
          integer(values, WALKED, place),
          word(values, SLEEP, Sleep.class, place),
          word(values, FELT, Felt.class, place),
          word(values, CHANGE, Change.class, place),
          values.get(MEDICINES) instanceof StringType text ? text.getValue() : "",
          observation.hasNote() ? String.valueOf(observation.getNoteFirstRep().getText()) : "");
    } catch (IllegalArgumentException e) {
      throw wrong(place, "A number of the diary " + e.getMessage() + ".");
    }
  }

  private static OptionalInt integer(Map<String, Type> values, String code, String place) {
    Type value = values.get(code);
    return value == null ? OptionalInt.empty() : OptionalInt.of(integer(value, place));
  }

  private static int integer(@Nullable Type value, String place) {
    if (value instanceof IntegerType number && number.getValue() != null) {
      return number.getValue();
    }
    if (value instanceof Quantity quantity
        && quantity.getValue() != null
        && Numbers.plain(quantity.getValue())
        && "min".equals(quantity.getCode())) {
      return quantity.getValue().intValue();
    }
    throw wrong(place, "A whole number is needed here.");
  }

  private static <E extends Enum<E>> Optional<E> word(
      Map<String, Type> values, String kind, Class<E> type, String place) {
    Type value = values.get(kind);
    if (value == null) {
      return Optional.empty();
    }
    String code = value instanceof CodeableConcept concept ? code(concept) : "";
    return Optional.of(
        Arrays.stream(type.getEnumConstants())
            .filter(e -> code.equals(kind + "." + Fields.hyphenated(e)))
            .findFirst()
            .orElseThrow(() -> wrong(place, "A word of the diary is not known.")));
  }

  private static LocalDate day(Observation observation, String place) {
    if (observation.getEffective() instanceof DateTimeType time
        && time.getValueAsString() != null) {
      String text = time.getValueAsString();
      try {
        return LocalDate.parse(text.length() > 10 ? text.substring(0, 10) : text);
      } catch (DateTimeParseException _) {
        // told below
      }
    }
    throw wrong(place, "A day of a diary needs its date.");
  }

  private static String code(CodeableConcept concept) {
    return concept.getCoding().stream()
        .filter(c -> Canonical.DIARY.equals(c.getSystem()))
        .map(c -> String.valueOf(c.getCode()))
        .findFirst()
        .orElse("");
  }

  private static FhirProblemException wrong(String place, String message) {
    return new FhirProblemException(IssueType.VALUE, place, message);
  }
}
