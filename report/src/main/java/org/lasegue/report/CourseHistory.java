package org.lasegue.report;

import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.lasegue.assessment.Assessment;
import org.lasegue.assessment.followup.Adherence;
import org.lasegue.assessment.followup.Course;
import org.lasegue.assessment.followup.FollowUp;
import org.lasegue.assessment.followup.Week;
import org.lasegue.assessment.followup.WrittenWeek;
import org.lasegue.knowledge.Basis;
import org.lasegue.knowledge.Knowledge;
import org.lasegue.knowledge.NaturalCourse;
import org.lasegue.knowledge.NaturalCourse.Measure;
import org.lasegue.knowledge.yaml.Fields;

/// How a case that is followed goes, for the clinician: how it was kept up, the course against the
/// published one, the weeks in numbers, this week's plan and what has changed since the last visit.
final class CourseHistory {
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("d MMM yyyy", Locale.ENGLISH);

  private final Knowledge knowledge;
  private final Words words;
  private final Withheld withheld;
  private final Function<Basis, String> source;

  /// @param source cites what a number or sentence rests on
  CourseHistory(
      Knowledge knowledge, Words words, Withheld withheld, Function<Basis, String> source) {
    this.knowledge = knowledge;
    this.words = words;
    this.withheld = withheld;
    this.source = source;
  }

  void write(Html html, OverTime over, Assessment a) {
    html.open("section").element("h2", "Course over time");
    kept(html, over);
    verdict(html, over.course());
    over.course().kind().ifPresent(kind -> curve(html, over, kind));
    weeks(html, over);
    scores(html, over);
    plan(html, over.week());
    over.since().ifPresent(since -> changed(html, since, a));
    html.close("section");
  }

  private static void kept(Html html, OverTime over) {
    Adherence kept = Adherence.of(over.diary(), over.on());
    StringBuilder text = new StringBuilder();
    text.append("Diary: ")
        .append(kept.days())
        .append(" of the last ")
        .append(Words.plural(kept.of(), "day"))
        .append(" written");
    kept.silent().ifPresent(days -> text.append(", last ").append(ago(days)));
    kept.walked()
        .ifPresent(minutes ->
            text.append("; walking on the days that tell it: mean ")
                .append(Math.round(minutes))
                .append(" minutes"));
    html.element("p", text.append('.').toString());
    over.diary().entries().reversed().stream()
        .filter(e -> !e.medicines().isEmpty())
        .findFirst()
        .ifPresent(e ->
            html.element(
                "p",
                "Medicines as last written (" + DAY.format(e.day()) + "): " + e.medicines() + "."));
  }

  private static String ago(long days) {
    return days == 0 ? "today" : Words.plural(days, "day") + " ago";
  }

  private void verdict(Html html, Course course) {
    html.open("p").element("strong", verdict(course.verdict()));
    String pain = course.measure() == Measure.LEG ? "leg" : "back";
    if (course.first().isPresent() && course.now().isPresent()) {
      html.text(
          " Worst %s pain of a day: mean %s of 10 on the first three days written, %s on the last three"
                  .formatted(pain, one(course.first()), one(course.now()))
              + (course.clearlyBetter() ? ", a fall that people notice." : "."));
    }
    html.close("p");
    if (!course.reviews().isEmpty()) {
      html.open("ul");
      course
          .reviews()
          .forEach(
              r -> html.element("li", r.say() + " " + r.why() + " " + source.apply(r.basis())));
      html.close("ul");
    }
  }

  private static String verdict(Course.Verdict verdict) {
    return switch (verdict) {
      case NOT_YET -> "Too few days of late to say how it goes.";
      case CHECK_FIRST -> "A warning sign must be checked first; nothing is said of the course.";
      case WELL -> "Well: next to no back pain and no leg pain.";
      case TOO_EARLY -> "Not what is usual so far, or no course of such pain is published.";
      case ON_COURSE -> "Not clearly above the published mean.";
      case LATER_THAN_USUAL -> "Later than usual.";
      case REVIEW_NOW -> "Time for a review.";
    };
  }

  private void curve(Html html, OverTime over, NaturalCourse kind) {
    Course course = over.course();
    double noticeable = knowledge.followUp().painChange().points();
    NaturalCourse.Point here = kind.at(course.weeks());
    html.open("div", "class", "picture");
    html.element("h3", "Against the published course: " + kind.name());
    html.markup(
        CoursePicture.of(
            course,
            kind,
            noticeable,
            new CoursePicture.Labels(
                "Pain over the weeks against the published course",
                Words.plural(course.points().size(), "day")
                    + " written; it began at "
                    + one(course.first())
                    + " of 10 and is "
                    + one(course.now())
                    + " now; published mean now "
                    + one(here.mean())
                    + ", interval "
                    + range(here),
                "Pain, 0 to 10",
                "Weeks",
                "Published mean",
                "This person",
                "Clearly better")));
    html.open("p", "class", "soft");
    html.text(
        "Dots: worst pain of a day. Dashed: published mean in the interval of the mean; the wide band"
            + " round it is as wide as a change that people notice ("
            + Words.plainNumber(noticeable)
            + " of 10). Single people differ more than that. "
            + kind.caution().text()
            + " "
            + source.apply(kind.caution().basis())
            + ".");
    if (course.weeksAreLeast()) {
      html.text(" The pain may have begun earlier than the weeks here say.");
    }
    html.close("p");
    html.close("div");
    html.open("table", "class", "ruled").open("thead").open("tr");
    List.of("Published: week", "Mean pain, 0 to 10", "Interval", "Source")
        .forEach(column -> html.element("th", column, "scope", "col"));
    html.close("tr").close("thead").open("tbody");
    for (NaturalCourse.Point point : kind.points()) {
      html.open("tr").element("th", Words.plainNumber(point.week()), "scope", "row");
      html.element("td", one(point.mean()), "class", "figure");
      html.element("td", range(point), "class", "range");
      html.element("td", source.apply(point.basis()));
      html.close("tr");
    }
    html.close("tbody").close("table");
  }

  private static void weeks(Html html, OverTime over) {
    List<WrittenWeek> weeks = WrittenWeek.of(over.diary(), over.on());
    if (weeks.isEmpty()) {
      return;
    }
    html.element("h3", "The diary by week (means of the days that tell it)");
    html.open("table", "class", "ruled").open("thead").open("tr");
    List.of("Week", "From", "Days", "Back", "Leg", "Walked (min)", "Plan felt", "Pain went")
        .forEach(column -> html.element("th", column, "scope", "col"));
    html.close("tr").close("thead").open("tbody");
    for (WrittenWeek week : weeks) {
      html.open("tr").element("th", Integer.toString(week.number()), "scope", "row");
      html.element("td", DAY.format(week.from()), "class", "short");
      html.element("td", Integer.toString(week.days()));
      html.element("td", one(week.back()));
      html.element("td", one(week.leg()));
      html.element("td", one(week.walked()));
      html.element("td", week.felt().map(f -> Words.spaced(Fields.hyphenated(f))).orElse("-"));
      html.element("td", week.change().map(Fields::hyphenated).orElse("-"));
      html.close("tr");
    }
    html.close("tbody").close("table");
  }

  private void scores(Html html, OverTime over) {
    if (over.diary().scores().isEmpty()) {
      return;
    }
    html.element("h3", "Questionnaires");
    html.element(
        "p",
        over.diary().scores().stream()
                .map(s ->
                    DAY.format(s.day())
                        + ": "
                        + s.score()
                        + " ("
                        + (knowledge.followUp().instruments().containsKey(s.instrument())
                            ? knowledge.followUp().instruments().get(s.instrument()).title()
                            : s.instrument())
                        + ")")
                .collect(Collectors.joining("; "))
            + ".");
  }

  private static void plan(Html html, Week week) {
    html.element("h3", "Plan of week " + week.number() + ", from " + DAY.format(week.from()));
    if (week.withheld() || week.stopped()) {
      html.element("p", "A warning sign must be checked first: no walking and no exercise.");
      return;
    }
    html.open("ul");
    week.parts()
        .forEach(part ->
            part.items()
                .forEach(item ->
                    html.element(
                        "li",
                        item.advice().action().title()
                            + item.amount().map(CourseHistory::dose).orElse("")
                            + ".")));
    html.close("ul");
    week.moved().ifPresent(moved -> html.element("p", "Why this amount: " + moved));
  }

  private static String dose(Week.Amount amount) {
    return ": "
        + amount.amount()
        + switch (amount.unit()) {
          case MINUTES -> " minutes on " + amount.days() + " days";
          case TIMES_A_DAY -> " times a day";
          case TIMES_A_WEEK -> " times a week";
        };
  }

  private void changed(Html html, OverTime.Since since, Assessment a) {
    html.element(
        "h3",
        (since.examined()
                ? "Changed since the last examination or note, "
                : "Changed since the first result, ")
            + DAY.format(since.day()));
    html.element(
        "p",
        since.before() == a.urgency().level()
            ? "Urgency as before: " + Words.level(since.before()) + "."
            : "Urgency then: "
                + Words.level(since.before())
                + ". Now: "
                + Words.level(a.urgency().level())
                + ".");
    if (since.moved().isEmpty()) {
      html.element("p", "No cause moved by two points in a hundred or more.");
      return;
    }
    html.open("ul");
    since.moved().forEach(moved -> html.element("li", moved(moved)));
    html.close("ul");
  }

  private String moved(FollowUp.Moved moved) {
    String reasons =
        moved.by().stream()
            .filter(w -> !withheld.names(w.finding()))
            .map(w ->
                words.observedClinically(w.finding(), w.answer())
                    + String.format(Locale.ROOT, " %+.1f dB", w.decibans()))
            .collect(Collectors.joining("; "));
    return words.clinical(moved.condition())
        + ": "
        + Words.percent(moved.before())
        + " then, "
        + Words.percent(moved.after())
        + " now"
        + (reasons.isEmpty() ? "" : " (" + reasons + ")")
        + ".";
  }

  private static String range(NaturalCourse.Point point) {
    return one(point.low()) + " to " + one(point.high());
  }

  private static String one(OptionalDouble value) {
    return value.isPresent() ? one(value.getAsDouble()) : "-";
  }

  private static String one(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }
}
