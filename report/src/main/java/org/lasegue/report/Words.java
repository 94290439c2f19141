package org.lasegue.report;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.lasegue.assessment.Answer;
import org.lasegue.assessment.Assessment.FiredRule;
import org.lasegue.assessment.Case;
import org.lasegue.assessment.Mode;
import org.lasegue.assessment.Person;
import org.lasegue.knowledge.Condition;
import org.lasegue.knowledge.Finding;
import org.lasegue.knowledge.Knowledge;
import org.lasegue.knowledge.Sex;
import org.lasegue.knowledge.Urgency;
import org.lasegue.knowledge.ValueType;

/// Ids and numbers in words. Everything said here is a name that the knowledge gives or the name of
/// a level, a place or a time.
public final class Words {
  private static final Map<String, String> SEE =
      Map.of(
          "emergency-ambulance", "Call an ambulance now",
          "emergency-department", "Go to an emergency department now",
          "maternity-unit", "Call or go to a maternity unit now",
          "same-day-doctor", "See a doctor today",
          "doctor-this-week", "See a doctor this week",
          "doctor-routine", "Book a routine visit with a doctor",
          "physiotherapist", "See a physiotherapist",
          "pharmacist", "Ask a pharmacist",
          "self-care", "Look after yourself at home for now",
          "crisis-line", "Call a crisis line now");

  private static final Map<Condition.Axis, String> AXES =
      Map.ofEntries(
          Map.entry(Condition.Axis.RADICULAR, "a nerve root in the spine"),
          Map.entry(Condition.Axis.REFERRED, "joints or discs of the back, felt further away"),
          Map.entry(Condition.Axis.HIP, "the hip"),
          Map.entry(Condition.Axis.CANAL_CLAUDICATION, "a narrow spinal canal"),
          Map.entry(Condition.Axis.ARTERIAL, "the arteries"),
          Map.entry(Condition.Axis.VENOUS, "the veins"),
          Map.entry(Condition.Axis.VISCERAL, "an organ in the belly or pelvis"),
          Map.entry(Condition.Axis.PERIPHERAL_NERVE, "a nerve outside the spine"),
          Map.entry(Condition.Axis.CORD, "the spinal cord"),
          Map.entry(Condition.Axis.LOCAL, "the back itself"),
          Map.entry(Condition.Axis.SYSTEMIC, "an illness of the whole body"));

  private static final Map<String, String> UNITS =
      Map.of("Cel", "°C", "{score}", "", "1", "", "umol/L", "µmol/L", "mm[Hg]", "mmHg");

  private final Knowledge knowledge;

  public Words(Knowledge knowledge) {
    this.knowledge = knowledge;
  }

  static String level(Urgency level) {
    return switch (level) {
      case EMERGENCY_NOW -> "Emergency: now";
      case SAME_DAY -> "Be seen today";
      case WITHIN_DAYS -> "Be seen within days";
      case ROUTINE -> "Not urgent: a routine visit";
      case SELF_CARE -> "Self-care";
    };
  }

  public static String see(String who) {
    return SEE.getOrDefault(who, spaced(who));
  }

  static String mode(Mode mode) {
    return switch (mode) {
      case SELF_REPORT -> "the answers alone";
      case EXAMINED -> "history, examination and tests";
    };
  }

  public static String axis(Condition.Axis axis) {
    return AXES.getOrDefault(axis, spaced(axis.name().toLowerCase(Locale.ROOT)));
  }

  public static String spaced(String id) {
    return id.replace('-', ' ').replace('_', ' ');
  }

  public static String capital(String text) {
    return text.isEmpty()
        ? text
        : text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
  }

  /// `37 %`, `4.2 %`, `below 0.1 %`.
  public static String percent(double p) {
    if (p < 0.001) {
      return "below 0.1\u00a0%";
    }
    if (p > 0.995) {
      return "over 99\u00a0%";
    }
    return number(p) + "\u00a0%";
  }

  /// `28 to 46 %`.
  public static String range(double low, double high) {
    return number(low) + " to " + number(high) + "\u00a0%";
  }

  private static String number(double p) {
    double hundred = p * 100;
    return hundred >= 9.95
        ? String.format(Locale.ROOT, "%.0f", hundred)
        : String.format(Locale.ROOT, "%.1f", hundred);
  }

  /// `about 37 in 100`, `about 4 in 1000`.
  public static String frequency(double p) {
    if (p > 0.995) {
      return "nearly all";
    }
    if (p >= 0.0095) {
      return "about " + Math.round(p * 100) + " in 100";
    }
    return p >= 0.0005 ? "about " + Math.round(p * 1000) + " in 1000" : "fewer than 1 in 1000";
  }

  /// `10 seconds`, `30 minutes`, `2 hours`.
  public static String time(double seconds) {
    if (seconds < 90) {
      return plural(Math.round(seconds), "second");
    }
    if (seconds < 5400) {
      return plural(Math.round(seconds / 60), "minute");
    }
    double hours = seconds / 3600;
    return hours < 48 ? plural(Math.round(hours), "hour") : plural(Math.round(hours / 24), "day");
  }

  public static String plural(long count, String noun) {
    return count + " " + noun + (count == 1 ? "" : "s");
  }

  public String plain(String condition) {
    return knowledge.condition(condition).plain();
  }

  public String clinical(String condition) {
    return knowledge.condition(condition).clinical();
  }

  /// A finding with its side and what was observed, in plain words: `pain in your leg (left)`.
  public String observed(String key, String answer) {
    return named(key, answer, false);
  }

  /// The same in clinical words.
  public String observedClinically(String key, String answer) {
    return named(key, answer, true);
  }

  private String named(String key, String answer, boolean clinically) {
    Optional<Finding> found = knowledge.finding(id(key));
    if (found.isEmpty()) {
      return spaced(key) + (answer.isEmpty() ? "" : ": " + spaced(answer));
    }
    Finding finding = found.get();
    String name = clinically ? finding.clinical() : finding.plain();
    String side = side(key);
    if (!(finding.type() instanceof ValueType.Present)) {
      return answer.isEmpty()
          ? name + side
          : name + side + ": " + spaced(answer) + unit(finding, answer);
    }
    return switch (answer) {
      case "present", "" -> name + side;
      case "absent" -> "no " + withoutArticle(name) + side;
      default -> name + side + ": " + spaced(answer);
    };
  }

  /// The finding's name with its side, without what was observed.
  public String finding(String key) {
    return knowledge.finding(id(key)).map(Finding::plain).orElse(spaced(id(key))) + side(key);
  }

  /// A reason of a rule, such as `leg-weakness@left`, `temperature 38.2` or `age 72`.
  String reason(String because) {
    int space = because.indexOf(' ');
    String key = space < 0 ? because : because.substring(0, space);
    String value = space < 0 ? "" : because.substring(space + 1);
    return observed(key, value);
  }

  /// The same in clinical words.
  public String reasonClinically(String because) {
    int space = because.indexOf(' ');
    return space < 0
        ? observedClinically(because, "")
        : observedClinically(because.substring(0, space), because.substring(space + 1));
  }

  /// Why a rule holds, which it is and what it gives.
  public String because(FiredRule rule) {
    return (rule.because().isEmpty() ? "" : "Because of: ") + sign(rule);
  }

  /// The findings that made a rule hold, which rule it is and what it gives.
  String sign(FiredRule rule) {
    List<String> reasons = rule.because().stream().map(this::reason).toList();
    String text =
        (reasons.isEmpty() ? "" : String.join("; ", reasons) + ". ")
            + "Rule "
            + rule.id()
            + ": "
            + spaced(rule.level().word())
            + ".";
    if (rule.fromUnsure()) {
      text += " An answer was \"not sure\", so it is taken seriously.";
    }
    if (!rule.stoodDownBy().isEmpty()) {
      text +=
          " Lowered by: "
              + String.join(", ", rule.stoodDownBy().stream().map(this::finding).toList())
              + ".";
    }
    return text;
  }

  private static String withoutArticle(String name) {
    String first = name.substring(0, 1).toLowerCase(Locale.ROOT);
    String lower =
        name.length() > 1 && Character.isLowerCase(name.charAt(1))
            ? first + name.substring(1)
            : name;
    return lower.startsWith("a ")
        ? lower.substring(2)
        : lower.startsWith("an ") ? lower.substring(3) : lower;
  }

  private static String id(String key) {
    int at = key.indexOf('@');
    return at < 0 ? key : key.substring(0, at);
  }

  private static String side(String key) {
    int at = key.indexOf('@');
    return at < 0 ? "" : " (" + spaced(key.substring(at + 1)) + ")";
  }

  /// What a case states on both sides alike, in clinical words.
  String statedOnBothSides(String finding, Answer answer) {
    return stated(new Case.Key(finding, Case.Where.WHOLE), answer) + " (both sides)";
  }

  private static String unit(Finding finding, String answer) {
    if (finding.type() instanceof ValueType.Quantity quantity && !answer.isEmpty()) {
      String unit = unit(quantity);
      return unit.isEmpty() ? "" : " " + unit;
    }
    return "";
  }

  public static String unit(ValueType.Quantity quantity) {
    return UNITS.getOrDefault(
        quantity.unit(), quantity.unit().startsWith("{") ? "" : quantity.unit());
  }

  /// What a case states of a finding, in clinical words: `Leg pain (left), for 14 days, 8/10`.
  String stated(Case.Key key, Answer answer) {
    return switch (answer) {
      case Answer.Unsure _ -> observedClinically(key.toString(), "");
      case Answer.Past _ -> observedClinically(key.toString(), "");
      case Answer.Known known -> {
        Finding finding = knowledge.findingById(key.finding());
        yield observedClinically(key.toString(), value(finding, known)) + details(known.details());
      }
    };
  }

  /// A finding and its value in clinical words, without side and details: `Temperature: 38.2 °C`.
  String value(Finding finding, Answer answer) {
    return observedClinically(
        finding.id(), answer instanceof Answer.Known known ? value(finding, known) : "");
  }

  /// Empty for "absent", which the place it stands at says already.
  private static String value(Finding finding, Answer.Known known) {
    if (known.number().isPresent()) {
      return plainNumber(known.number().getAsDouble());
    }
    String level = finding.type().levelName(known.level());
    return level.equals("absent") ? "" : level;
  }

  private static String details(Answer.Details details) {
    StringBuilder text = new StringBuilder();
    details.sinceHours().ifPresent(h -> text.append(", for ").append(time(h * 3600)));
    details.severity().ifPresent(s -> text.append(", ").append(plainNumber(s)).append("/10"));
    details.onset().ifPresent(o -> text.append(", ").append(o).append(" onset"));
    details.course().ifPresent(c -> text.append(", ").append(c));
    details.isNew().filter(n -> n).ifPresent(_ -> text.append(", new"));
    return text.toString();
  }

  /// To four digits: more come from converted units, not from a measure.
  public static String plainNumber(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? Long.toString((long) value)
        : BigDecimal.valueOf(value).round(new MathContext(4)).stripTrailingZeros().toPlainString();
  }

  /// `male, 46 years`.
  public static String person(Person person) {
    String sex = person.sex().map(s -> s == Sex.FEMALE ? "female" : "male").orElse("sex not known");
    String age;
    if (person.ageFrom().isEmpty() || person.ageTo().isEmpty()) {
      age = "age not known";
    } else if (person.exactAge().isPresent()) {
      age = person.exactAge().getAsInt() + " years";
    } else {
      age = person.ageFrom().getAsInt() + " to " + person.ageTo().getAsInt() + " years";
    }
    Person.Pregnancy pregnancy = person.pregnancy();
    String weeks =
        pregnancy.weeks().isPresent() ? " (week " + pregnancy.weeks().getAsInt() + ")" : "";
    return sex
        + ", "
        + age
        + switch (pregnancy.state()) {
          case UNKNOWN, NOT_PREGNANT -> "";
          case POSSIBLE -> ", possibly pregnant";
          case PREGNANT -> ", pregnant" + weeks;
          case POSTPARTUM -> ", after birth" + weeks;
        };
  }
}
