package org.lasegue.web.result;

import java.util.List;
import org.lasegue.knowledge.Source;

/// A result as the page shows it, in words.
///
/// @param level word of the urgency, such as `same-day`
/// @param possible the worst that open questions could still reach; empty where nothing is open
/// @param crisis whether a crisis line is to be named
/// @param say what the deciding rules tell the person
public record ResultPage(
    String level,
    String levelText,
    String see,
    List<String> say,
    List<Sign> otherSigns,
    List<String> risks,
    List<String> lowered,
    String possible,
    boolean wide,
    boolean withheld,
    boolean crisis,
    List<Cause> causes,
    List<Watched> watched,
    List<Place> places,
    List<Root> roots,
    List<String> changes,
    List<Part> plan,
    List<String> limits,
    List<Rule> rules,
    List<Number> numbers,
    String knowledge) {

  /// A further warning sign: what it is and what to do.
  public record Sign(String text, String level) {}

  /// @param people out of a hundred with these answers, for the picture of a hundred people
  /// @param picture SVG of what speaks for and against
  public record Cause(
      String id,
      String name,
      String clinical,
      String explain,
      String frequency,
      int people,
      int low,
      int high,
      boolean dangerous,
      String picture,
      List<Weight> weights,
      List<Source> sources) {}

  public record Watched(String id, String name, String frequency) {}

  public record Weight(String text, String decibans, boolean speaksFor) {}

  public record Place(String name, String percent) {}

  /// @param side `left` or `right`
  public record Root(String root, String side, String percent) {}

  /// A part of the plan, such as what to do or what to avoid.
  public record Part(String key, List<Advice> advice) {}

  /// @param figure address of a picture of it, empty where there is none
  public record Advice(
      String title,
      String figure,
      String say,
      String howOften,
      String progress,
      String stop,
      String why,
      String benefit,
      String certainty,
      String check,
      String instead,
      List<Source> sources) {}

  public record Rule(String id, String because, List<Source> sources) {}

  /// A cause with the exact figures.
  public record Number(String name, String percent, String range) {}
}
