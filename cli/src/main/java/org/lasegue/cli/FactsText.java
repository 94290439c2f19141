package org.lasegue.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import org.lasegue.assessment.FactCheck.Verdict;
import org.lasegue.knowledge.Fact;
import org.lasegue.knowledge.yaml.Fields;
import org.lasegue.knowledge.yaml.Problem;

/// Published figures beside what the model implies.
final class FactsText {
  private FactsText() {}

  /// @return how many facts are missed without a stated reason
  static int write(List<Verdict> verdicts, PrintWriter out, PrintWriter err) {
    for (Verdict v : verdicts) {
      out.println(line(v));
    }
    List<Verdict> failures = verdicts.stream().filter(Verdict::fails).toList();
    for (Verdict v : failures) {
      err.println(
          new Problem(
              v.fact().at(),
              String.format(
                  Locale.ROOT,
                  "'%s': the model implies %s, published %s, allowed %s to %s",
                  v.fact().id(),
                  number(v.implied()),
                  number(v.fact().value()),
                  number(v.low()),
                  number(v.high()))));
    }
    List<Verdict> counted = verdicts.stream().filter(v -> !v.repeats()).toList();
    out.printf(
        "%d published figures: %d repeat a stored number and are not counted, %d are counted%n",
        verdicts.size(), verdicts.size() - counted.size(), counted.size());
    totals("open to fitting", counted, v -> !v.heldOut(), out);
    totals("never fitted", counted, Verdict::heldOut, out);
    totals("together", counted, v -> true, out);
    return failures.size();
  }

  private static void totals(
      String name, List<Verdict> counted, Predicate<Verdict> test, PrintWriter out) {
    List<Verdict> these = counted.stream().filter(test).toList();
    out.printf(
        "  %-16s %3d within tolerance, %3d known misses, %3d failures, of %d%n",
        name,
        these.stream().filter(Verdict::within).count(),
        these.stream().filter(Verdict::knownMiss).count(),
        these.stream().filter(Verdict::fails).count(),
        these.size());
  }

  private static String line(Verdict v) {
    Fact fact = v.fact();
    String standing =
        v.repeats() ? "repeats" : v.within() ? "within" : v.knownMiss() ? "known miss" : "OUTSIDE";
    return String.format(
        Locale.ROOT,
        "  %-10s %-8s %-46s %-16s %-24s published %s (%s to %s%s), implied %s%s",
        standing,
        v.heldOut() ? "held out" : "",
        fact.id(),
        Fields.hyphenated(fact.measure()),
        fact.population(),
        number(fact.value()),
        number(v.low()),
        number(v.high()),
        fact.hasInterval() ? "" : ", no interval printed",
        number(v.implied()),
        v.knownMiss() ? ": " + fact.known().orElseThrow() : "");
  }

  private static String number(double value) {
    return value != 0 && Math.abs(value) < 0.01
        ? String.format(Locale.ROOT, "%.2g", value)
        : String.format(Locale.ROOT, "%.3f", value);
  }
}
