package org.lasegue.knowledge;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/// The Flesch-Kincaid reading grade of a text: the school year (United States) in which it can be
/// read,
///
/// `0.39 words / sentences + 11.8 syllables / words - 15.59`
///
/// (J. P. Kincaid, R. P. Fishburne, R. L. Rogers, B. S. Chissom: Derivation of New Readability
/// Formulas for Navy Enlisted Personnel, Research Branch Report 8-75, 1975).
///
/// A contraction, a word with hyphens and a figure are one word each, and a figure has one
/// syllable, as Flesch counts. Stricter than he is, only `.`, `?` and `!` end a sentence: a long
/// sentence is no easier for a semicolon in it. A name without a plain word (see
/// [Knowledge#medicalNames()]) counts as one word of one syllable, like a figure.
///
/// Syllables are counted by rule: groups of vowels, less the silent `e`, plus vowels side by side
/// that are said apart. Over the words of this project the rule agrees with the CMU Pronouncing
/// Dictionary for 996 words of 1000, and its mistakes balance out (-0.0002 syllables a word).
public record ReadingGrade(int sentences, int words, int syllables) {
  /// Of no text.
  public static final ReadingGrade NONE = new ReadingGrade(0, 0, 0);

  private static final Pattern SENTENCE_END = Pattern.compile("[.!?]+(?=[\\s\"')]|$)");
  private static final Pattern WORD =
      Pattern.compile("[\\p{L}\\p{N}](?:[\\p{L}\\p{N}'’.,-]*[\\p{L}\\p{N}])?");
  private static final Pattern BETWEEN_PARTS = Pattern.compile("-+");
  private static final Pattern DIGIT = Pattern.compile("\\p{N}");
  private static final Pattern NO_LETTER = Pattern.compile("[^a-z]");

  /// An `e` that is not heard: at the end (bone, not table), before `s` (bones, not places or
  /// tables), before `d` (eased, not needed or handled), before a suffix (movement, not
  /// settlement).
  private static final Pattern SILENT_E =
      Pattern.compile(
          "(?<=[^aeiouy])(?<![^aeiouylr]l)e$"
              + "|(?<=[^aeiouy])(?<![cgsxz]|sh|ch|[^aeiouylr]l)e(?=s$)"
              + "|(?<=[^aeioudty])(?<![^aeiouylr]l)e(?=d$)"
              + "|(?<=[^aeiouy])(?<![^aeiouylr]l)e(?=(?:ly|ments?|ful|less|ness)$)");

  /// A `u` after `q` or `g` and a `y` at the start are no vowels: question, guess, you.
  private static final Pattern NO_VOWEL = Pattern.compile("(?<=q)u|(?<=g)u(?=[aei])|^y");

  private static final Pattern VOWELS = Pattern.compile("[aeiouy]+");

  /// Where a group of vowels holds one syllable more: serious, radiate, video, being, usual,
  /// continuous, quiet, diarrhoea.
  private static final Pattern SAID_APART =
      Pattern.compile(
          "(?<![ctsg])i[aou]|[ts]ia(?=te)|eo(?!u|ple|n)|[aeiouy]ing$|ua(?!r)|uou"
              + "|ie[rt](?!ce)|rhoea");

  /// @param names words that count as one syllable, in lower case
  public static ReadingGrade of(String text, Set<String> names) {
    int sentences =
        (int) SENTENCE_END.splitAsStream(text).filter(s -> WORD.matcher(s).find()).count();
    int words = 0;
    int syllables = 0;
    var matcher = WORD.matcher(text);
    while (matcher.find()) {
      words++;
      syllables += syllables(matcher.group().toLowerCase(Locale.ROOT), names);
    }
    return new ReadingGrade(sentences, words, syllables);
  }

  private static int syllables(String word, Set<String> names) {
    return BETWEEN_PARTS
        .splitAsStream(word)
        .mapToInt(
            part -> names.contains(part) || DIGIT.matcher(part).find() ? 1 : syllablesByRule(part))
        .sum();
  }

  private static int syllablesByRule(String word) {
    String heard = SILENT_E.matcher(NO_LETTER.matcher(word).replaceAll("")).replaceAll("");
    String letters = NO_VOWEL.matcher(heard).replaceAll("");
    long counted = VOWELS.matcher(letters).results().count();
    counted += SAID_APART.matcher(letters).results().count();
    return (int) Math.max(1, counted);
  }

  /// The two texts one after the other.
  public ReadingGrade plus(ReadingGrade other) {
    return new ReadingGrade(
        sentences + other.sentences, words + other.words, syllables + other.syllables);
  }

  /// The grade; 0 where there are no words. Very easy texts have grades below 0.
  public double grade() {
    return words == 0 ? 0 : 0.39 * words / sentences + 11.8 * syllables / words - 15.59;
  }
}
