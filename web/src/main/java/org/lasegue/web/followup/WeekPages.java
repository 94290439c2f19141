package org.lasegue.web.followup;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Stream;
import org.lasegue.assessment.Assessment;
import org.lasegue.assessment.Case;
import org.lasegue.assessment.followup.Adherence;
import org.lasegue.assessment.followup.Course;
import org.lasegue.assessment.followup.Diary;
import org.lasegue.assessment.followup.FollowUp;
import org.lasegue.assessment.followup.Week;
import org.lasegue.assessment.followup.WrittenWeek;
import org.lasegue.knowledge.Basis;
import org.lasegue.knowledge.Choice;
import org.lasegue.knowledge.Knowledge;
import org.lasegue.knowledge.NaturalCourse;
import org.lasegue.knowledge.PreventionEffect;
import org.lasegue.knowledge.Sentence;
import org.lasegue.knowledge.Source;
import org.lasegue.knowledge.yaml.Fields;
import org.lasegue.report.CoursePicture;
import org.lasegue.report.IconArray;
import org.lasegue.report.OverTime;
import org.lasegue.report.Words;
import org.lasegue.web.Messages;
import org.lasegue.web.result.ResultPage;
import org.lasegue.web.result.ResultPages;
import org.lasegue.web.visit.Cases;
import org.lasegue.web.visit.Event;
import org.lasegue.web.visit.Visit;
import org.springframework.stereotype.Component;

/// Words care over time for its pages.
@Component
class WeekPages {
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("d MMMM", Locale.ENGLISH);
  private static final int MOST_AVOIDED = 6;
  private static final int MOST_MEDICINES = 4;

  private final Knowledge knowledge;
  private final Words words;
  private final ResultPages results;
  private final Messages messages;

  WeekPages(Knowledge knowledge, Words words, ResultPages results, Messages messages) {
    this.knowledge = knowledge;
    this.words = words;
    this.results = results;
    this.messages = messages;
  }

  /// @param care id of the care action
  /// @param dose how much this week, empty where no amount is set
  /// @param basis what the amount rests on, where it is an estimate
  record Item(String care, ResultPage.Advice advice, String dose, String basis) {}

  /// What was put aside. @param care id of the care action
  record Aside(String care, String title) {}

  List<Aside> aside(Set<String> aside) {
    return aside.stream()
        .flatMap(id -> Optional.ofNullable(knowledge.care().get(id)).stream())
        .map(action -> new Aside(action.id(), action.title()))
        .toList();
  }

  record Part(String key, List<Item> items) {}

  record Plan(
      int number,
      String from,
      boolean withheld,
      boolean stopped,
      boolean stale,
      String moved,
      List<Part> parts,
      List<ResultPage.Advice> medicines,
      List<ResultPage.Advice> avoid,
      List<ResultPage.Advice> comeBack) {}

  Plan week(Week week) {
    return new Plan(
        week.number(),
        DAY.format(week.from()),
        week.withheld(),
        week.stopped(),
        week.stale(),
        week.moved().orElse(""),
        week.parts().stream()
            .map(p ->
                new Part(Fields.hyphenated(p.part()), p.items().stream().map(this::item).toList()))
            .toList(),
        advice(week.medicines(), MOST_MEDICINES),
        advice(week.avoid(), MOST_AVOIDED),
        advice(week.comeBack(), Integer.MAX_VALUE));
  }

  private List<ResultPage.Advice> advice(List<Assessment.Advice> list, int most) {
    return list.stream().limit(most).map(results::advice).toList();
  }

  private Item item(Week.Item item) {
    ResultPage.Advice advice = results.advice(item.advice());
    return new Item(
        item.planned().care(),
        new ResultPage.Advice(
            advice.title(),
            advice.figure(),
            advice.say(),
            said(item.howOften(), item.planned().howOften()),
            said(item.progress(), item.planned().progress()),
            said(item.stop(), item.planned().stop()),
            advice.why(),
            advice.benefit(),
            advice.certainty(),
            advice.check(),
            advice.instead(),
            advice.sources()),
        item.amount()
            .map(a ->
                messages.text("week.dose." + Fields.hyphenated(a.unit()), a.amount(), a.days()))
            .orElse(""),
        item.amount().map(a -> basis(a.basis())).orElse(""));
  }

  /// A sentence that the plan adds names its reason where it is an estimate.
  private String said(String text, Optional<Sentence> added) {
    return added
        .map(Sentence::basis)
        .filter(Basis.Estimate.class::isInstance)
        .map(b -> text + " (" + messages.text("source.estimate", basis(b)) + ")")
        .orElse(text);
  }

  private static String basis(Basis basis) {
    return switch (basis) {
      case Basis.Estimate e -> e.reason();
      case Basis.Sourced s -> s.says();
    };
  }

  /// @param published whether a course is published for such pain; without it, what speaks of it is
  ///   empty
  /// @param here the published band this week, such as "2.1 to 2.5"
  record Curve(
      boolean published,
      String picture,
      String verdict,
      String name,
      String say,
      String caution,
      boolean weeksAreLeast,
      boolean leg,
      String first,
      String now,
      boolean clearlyBetter,
      String here,
      List<Row> rows,
      List<Review> reviews,
      List<Source> sources) {}

  record Row(String week, String mean, String range) {}

  record Review(String say, String why, List<Source> sources) {}

  Curve course(Course course) {
    List<Review> reviews =
        course.reviews().stream()
            .map(r -> new Review(r.say(), r.why(), results.sources(r.basis())))
            .toList();
    if (course.kind().isEmpty()) {
      return new Curve(
          false,
          "",
          Fields.hyphenated(course.verdict()),
          "",
          "",
          "",
          course.weeksAreLeast(),
          course.measure() == NaturalCourse.Measure.LEG,
          number(course.first()),
          number(course.now()),
          course.clearlyBetter(),
          "",
          List.of(),
          reviews,
          List.of());
    }
    NaturalCourse kind = course.kind().get();
    NaturalCourse.Point here = kind.at(course.weeks());
    String range = range(here);
    double noticeable = knowledge.followUp().painChange().points();
    String text =
        messages.text(
            "recovery.picture.text",
            course.points().size(),
            number(course.first()),
            number(course.now()),
            range);
    return new Curve(
        true,
        CoursePicture.of(
            course,
            kind,
            noticeable,
            new CoursePicture.Labels(
                messages.text("recovery.picture"),
                text,
                messages.text("recovery.axis.pain"),
                messages.text("recovery.axis.weeks"),
                messages.text("recovery.others"),
                messages.text("recovery.mine"),
                messages.text("recovery.better"))),
        Fields.hyphenated(course.verdict()),
        kind.name(),
        kind.say().text(),
        kind.caution().text(),
        course.weeksAreLeast(),
        course.measure() == NaturalCourse.Measure.LEG,
        number(course.first()),
        number(course.now()),
        course.clearlyBetter(),
        range,
        kind.points().stream()
            .map(p -> new Row(Words.plainNumber(p.week()), one(p.mean()), range(p)))
            .toList(),
        reviews,
        Stream.concat(
                Stream.of(kind.say().basis(), kind.caution().basis()),
                kind.points().stream().map(NaturalCourse.Point::basis))
            .flatMap(b -> results.sources(b).stream())
            .distinct()
            .toList());
  }

  private static String range(NaturalCourse.Point point) {
    return one(point.low()) + " to " + one(point.high());
  }

  private static String number(OptionalDouble value) {
    return value.isPresent() ? one(value.getAsDouble()) : "-";
  }

  private static String one(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }

  record Moved(String name, String before, String after, boolean up, List<Reason> by) {}

  record Reason(String text, String decibans) {}

  List<Moved> moved(List<FollowUp.Moved> moved) {
    return moved.stream()
        .map(m ->
            new Moved(
                Words.capital(words.plain(m.condition())),
                Words.percent(m.before()),
                Words.percent(m.after()),
                m.after() > m.before(),
                m.by().stream()
                    .map(w ->
                        new Reason(
                            Words.capital(words.observed(w.finding(), w.answer())),
                            String.format(Locale.ROOT, "%+.1f", w.decibans())))
                    .toList()))
        .toList();
  }

  /// The case of the last result shown that was of another case than the present one.
  Optional<Case> before(List<Event> events, Cases cases, Case now) {
    for (int end = events.size(); end > 0; end--) {
      if (events.get(end - 1) instanceof Event.Showed) {
        Case then = cases.told(Visit.of(events.subList(0, end)));
        if (!then.findings().equals(now.findings())) {
          return Optional.of(then);
        }
      }
    }
    return Optional.empty();
  }

  record Cell(String option, int number, String picture) {}

  record Outcome(String what, boolean good, String say, List<Cell> cells, List<Source> sources) {}

  record Note(String say, List<Source> sources) {}

  /// @param sources what the sentences about the choice and its options rest on
  record Weighed(
      String title,
      String say,
      List<Source> sources,
      List<Choice.Option> options,
      List<Outcome> outcomes,
      List<Note> notes) {}

  Weighed choice(Choice choice) {
    List<Outcome> outcomes = new ArrayList<>();
    for (Choice.Outcome outcome : choice.outcomes()) {
      List<Cell> cells = new ArrayList<>();
      for (Choice.Option option : choice.options()) {
        Integer number = outcome.per100().get(option.id());
        if (number != null) {
          cells.add(
              new Cell(
                  option.name(),
                  number,
                  IconArray.of(
                      number,
                      messages.text("choices.icons", option.name(), number, outcome.what()))));
        }
      }
      outcomes.add(
          new Outcome(
              outcome.what(),
              outcome.good(),
              outcome.say(),
              cells,
              results.sources(outcome.basis())));
    }
    return new Weighed(
        choice.title(),
        choice.say().text(),
        Stream.concat(
                Stream.of(choice.say().basis()),
                choice.options().stream().map(Choice.Option::basis))
            .flatMap(b -> results.sources(b).stream())
            .distinct()
            .toList(),
        choice.options(),
        outcomes,
        choice.notes().stream().map(n -> new Note(n.say(), results.sources(n.basis()))).toList());
  }

  record Effect(
      String title,
      boolean helps,
      String say,
      String without,
      String with,
      String withoutPicture,
      String withPicture,
      List<Source> sources) {}

  List<Effect> prevention(List<PreventionEffect> effects) {
    return effects.stream()
        .map(e ->
            new Effect(
                e.title(),
                e.helps(),
                e.say(),
                e.without().isPresent() ? Integer.toString(e.without().getAsInt()) : "",
                e.with().isPresent() ? Integer.toString(e.with().getAsInt()) : "",
                e.without().isPresent()
                    ? IconArray.of(
                        e.without().getAsInt(),
                        messages.text("prevention.icons.without", e.without().getAsInt()))
                    : "",
                e.with().isPresent()
                    ? IconArray.of(
                        e.with().getAsInt(),
                        messages.text("prevention.icons.with", e.with().getAsInt()))
                    : "",
                results.sources(e.basis())))
        .toList();
  }

  /// @param walked mean minutes of the days that tell it, empty where none does
  /// @param silent days since the last entry
  record Kept(long days, long of, String walked, String silent) {}

  Kept adherence(Diary diary, LocalDate today) {
    Adherence kept = Adherence.of(diary, today);
    return new Kept(
        kept.days(),
        kept.of(),
        kept.walked().isPresent() ? Long.toString(Math.round(kept.walked().getAsDouble())) : "",
        kept.silent().isPresent() ? Long.toString(kept.silent().getAsLong()) : "");
  }

  /// @param felt key of the message that says how the plan felt and @param change how the pain
  ///   went; empty where nobody said it
  record Written(
      int number,
      String from,
      int days,
      String back,
      String leg,
      String walked,
      String felt,
      String change) {}

  List<Written> written(Diary diary, LocalDate today) {
    return WrittenWeek.of(diary, today).stream()
        .map(w ->
            new Written(
                w.number(),
                DAY.format(w.from()),
                w.days(),
                number(w.back()),
                number(w.leg()),
                number(w.walked()),
                w.felt().map(f -> "diary.felt." + Fields.hyphenated(f)).orElse(""),
                w.change().map(c -> "diary.change." + Fields.hyphenated(c)).orElse("")))
        .toList();
  }

  /// @param level word of the urgency then
  record Since(String day, boolean examined, String level, List<Moved> moved) {}

  Since since(OverTime.Since since) {
    return new Since(
        DAY.format(since.day()), since.examined(), since.before().word(), moved(since.moved()));
  }
}
