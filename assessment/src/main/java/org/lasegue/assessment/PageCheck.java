package org.lasegue.assessment;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.lasegue.knowledge.Condition;
import org.lasegue.knowledge.Knowledge;
import org.lasegue.knowledge.Urgency;
import org.lasegue.knowledge.yaml.Problem;

/// Whether every condition has a whole page of its own: each section is there, and no sentence is
/// also a sentence of another condition.
final class PageCheck {
  /// A shorter sentence ("Go to an emergency department now.") may be right for several.
  private static final int SHARED_WORDS = 8;

  private static final Pattern SENTENCE_END = Pattern.compile("(?<=[.!?])\\s+");
  private static final Pattern NO_WORD = Pattern.compile("[^\\p{L}\\p{N}]+");

  private final List<Problem> problems = new ArrayList<>();
  private final Map<String, String> firstToSay = new HashMap<>();

  private PageCheck() {}

  static List<Problem> check(Knowledge knowledge) {
    PageCheck check = new PageCheck();
    for (Condition condition : knowledge.conditions().values()) {
      check.sections(condition);
      check.ownWords(condition);
    }
    return check.problems;
  }

  private void sections(Condition c) {
    section(c, "explain", c.explain().isEmpty());
    section(c, "told-apart", c.toldApart().isEmpty());
    section(c, "course", c.course().isEmpty());
    section(c, "page", c.page().isEmpty());
    section(c, "treatments", c.treatments().isEmpty());
    // of what people see to by themselves, no test may be the whole truth
    section(
        c,
        "tests: helpful",
        c.helpfulTests().isEmpty() && c.urgency().level() != Urgency.SELF_CARE);
    section(c, "tests: not-helpful", c.notHelpfulTests().isEmpty());
    for (String text : List.of("explain", "told-apart", "course")) {
      section(c, "basis: " + text, !c.basis().containsKey(text));
    }
  }

  private void section(Condition c, String name, boolean missing) {
    if (missing) {
      problems.add(
          new Problem(c.at(), "the page of '" + c.id() + "' has no section '" + name + "'"));
    }
  }

  private void ownWords(Condition c) {
    Stream<String> page =
        c.page().stream().flatMap(p -> p.sections().values().stream()).map(Condition.Said::words);
    Stream.concat(Stream.of(c.explain(), c.toldApart(), c.course()), page)
        .flatMap(SENTENCE_END::splitAsStream)
        .map(s -> NO_WORD.matcher(s.toLowerCase(Locale.ROOT)).replaceAll(" ").strip())
        .filter(s -> s.split(" ", -1).length >= SHARED_WORDS)
        .forEach(sentence -> {
          @Nullable String other = firstToSay.putIfAbsent(sentence, c.id());
          if (other != null) {
            problems.add(
                new Problem(
                    c.at(),
                    "'" + c.id() + "' says the same as '" + other + "': \"" + sentence + "\""));
          }
        });
  }
}
