package org.lasegue.cli;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.lasegue.assessment.Answer;
import org.lasegue.assessment.Assessment;
import org.lasegue.assessment.Assessment.Advice;
import org.lasegue.assessment.Assessment.Weight;
import org.lasegue.assessment.Case;
import org.lasegue.assessment.Case.Key;
import org.lasegue.assessment.Case.Where;
import org.lasegue.assessment.Mode;
import org.lasegue.assessment.Person;
import org.lasegue.knowledge.Basis;
import org.lasegue.knowledge.CareAction;
import org.lasegue.knowledge.CareAction.Kind;
import org.lasegue.knowledge.Condition;
import org.lasegue.knowledge.Sex;
import org.lasegue.knowledge.Urgency;
import org.lasegue.knowledge.yaml.Position;

/// An assessment made by hand, so that what the reports show does not move with the knowledge.
final class Fixture {
  static final String HOSTILE = "<script>alert('x')</script> & \"co\" \u001b[31mred\u202e";

  private Fixture() {}

  static Assessment assessment(String id, List<String> other) {
    Map<Key, Answer> findings = new LinkedHashMap<>();
    findings.put(
        new Key("low-back-pain", Where.WHOLE),
        new Answer.Known(
            1,
            OptionalDouble.empty(),
            new Answer.Details(
                OptionalDouble.of(21 * 24),
                OptionalDouble.of(6),
                Optional.of("sudden"),
                Optional.empty(),
                Optional.empty())));
    findings.put(new Key("leg-pain", Where.LEFT), new Answer.Known(1));
    findings.put(new Key("leg-pain", Where.RIGHT), new Answer.Known(0));
    findings.put(new Key("fever", Where.WHOLE), new Answer.Known(0));
    findings.put(new Key("bladder-sensation", Where.WHOLE), new Answer.Unsure());
    findings.put(new Key("weight-loss", Where.WHOLE), new Answer.Past());
    findings.put(new Key("straight-leg-raise", Where.LEFT), new Answer.Known(1));
    findings.put(new Key("straight-leg-raise", Where.RIGHT), new Answer.Known(1));
    Case subject =
        new Case(
            id,
            new Person(
                OptionalInt.of(46),
                OptionalInt.of(46),
                Optional.of(Sex.MALE),
                Optional.empty(),
                Person.Pregnancy.UNKNOWN,
                false),
            findings,
            other,
            Optional.empty());
    Assessment.UrgencyResult urgency =
        new Assessment.UrgencyResult(
            Urgency.SAME_DAY,
            Urgency.EMERGENCY_NOW,
            List.of(
                new Assessment.FiredRule(
                    "rule-one",
                    Urgency.SAME_DAY,
                    List.of("bladder-sensation"),
                    "Words for the person.",
                    "The clinical reason.",
                    "same-day-doctor",
                    true,
                    List.of()),
                new Assessment.FiredRule(
                    "rule-two",
                    Urgency.WITHIN_DAYS,
                    List.of("leg-pain@left", "age 46"),
                    "Other words.",
                    "Another reason.",
                    "doctor-this-week",
                    false,
                    List.of("straight-leg-raise"))),
            List.of(
                new Assessment.OpenRule(
                    "rule-three", Urgency.EMERGENCY_NOW, List.of("saddle_numbness"))),
            List.of(
                new Assessment.Risk("cauda-equina-syndrome", 0.034, 0.02, Urgency.EMERGENCY_NOW)),
            List.of(),
            "same-day-doctor",
            true);
    List<Assessment.Cause> causes =
        List.of(
            cause(
                "disc-herniation",
                0.81,
                List.of(
                    new Weight("leg-pain@left", "present", 6.25),
                    new Weight("fever", "absent", 0.4)),
                List.of(new Weight("straight-leg-raise@right", "present", -1.5))),
            cause(
                "nonspecific-low-back-pain",
                0.12,
                List.of(),
                List.of(new Weight("leg-pain@left", "present", -6.02))),
            cause("facet-joint-pain", 0.05, List.of(), List.of()),
            cause("hip-osteoarthritis", 0.04, List.of(), List.of()),
            cause("sacroiliac-joint-pain", 0.035, List.of(), List.of()),
            cause("cauda-equina-syndrome", 0.034, List.of(), List.of()),
            cause("spondylodiscitis", 0.0004, List.of(), List.of()));
    Map<Condition.Axis, Double> axes = new EnumMap<>(Condition.Axis.class);
    axes.put(Condition.Axis.RADICULAR, 0.84);
    axes.put(Condition.Axis.LOCAL, 0.12);
    axes.put(Condition.Axis.HIP, 0.04);
    return new Assessment(
        "0000000000",
        Mode.EXAMINED,
        subject,
        urgency,
        causes,
        new Assessment.Localisation(
            axes,
            List.of(
                new Assessment.Root("L5", "left", 0.62), new Assessment.Root("S1", "left", 0.2))),
        List.of(
            new Assessment.Question(
                "leg-weakness@left", "symptom", 0.1234567, 6, "Is your leg weak?"),
            new Assessment.Question("crp", "test", 0.02, 1800, "C-reactive protein")),
        List.of(
            new Assessment.Change("saddle-numbness", "present", 0.01, "urgency", "emergency-now"),
            new Assessment.Change(
                "leg-pain@left", "absent", 0.2, "first cause", "facet-joint-pain")),
        new Assessment.Plan(
            false,
            List.of(advice("until-help", Kind.UNTIL, List.of())),
            List.of(advice("keep-moving", Kind.DO, List.of())),
            List.of(advice("no-bed-rest", Kind.DONT, List.of())),
            List.of(advice("a-medicine", Kind.MEDICINE, List.of("stomach-ulcer-history"))),
            List.of(advice("a-test", Kind.TEST, List.of())),
            List.of(advice("no-scan", Kind.AVOID_TEST, List.of())),
            List.of(advice("come-back", Kind.COME_BACK, List.of())),
            "same-day-doctor"),
        List.of("saddle-numbness", "urinary-retention"),
        List.of("A limit.", "Another limit."),
        Map.of("crp", "not known to a person"));
  }

  private static Assessment.Cause cause(
      String id, double p, List<Weight> supporting, List<Weight> against) {
    return new Assessment.Cause(id, p, p * 0.8, Math.min(1, p * 1.1), supporting, against);
  }

  private static Advice advice(String id, Kind kind, List<String> check) {
    return new Advice(
        new CareAction(
            id,
            kind,
            "Title of " + id,
            "What to do, in plain words.",
            "Every day.",
            "A little more each week.",
            "Stop when it gets worse.",
            "It helps.",
            "true",
            Optional.empty(),
            List.of(),
            "Ask a pharmacist.",
            "5 of 100 people",
            CareAction.Certainty.LOW,
            new Basis.Estimate("none"),
            new Position("care.yaml", 1)),
        List.of("disc-herniation"),
        check);
  }
}
