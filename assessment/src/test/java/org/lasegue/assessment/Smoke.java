package org.lasegue.assessment;

import java.nio.file.Path;
import org.lasegue.knowledge.*;

class Smoke {
  public static void main(String[] a) throws Exception {
    long t0 = System.nanoTime();
    Knowledge k = KnowledgeReader.read(Path.of(a[0]));
    long t1 = System.nanoTime();
    System.out.println(
        "read ms "
            + (t1 - t0) / 1e6
            + " conditions "
            + k.conditions().size()
            + " findings "
            + k.findings().size());
    CausalModel m = new CausalModel(k);
    long t2 = System.nanoTime();
    System.out.println(
        "model ms "
            + (t2 - t1) / 1e6
            + " first "
            + m.first().size()
            + " second "
            + m.second().size()
            + " vars "
            + m.keys().size());
    Assessor s = new Assessor(k);
    System.out.println("assessor ms " + (System.nanoTime() - t2) / 1e6);
    CaseReader r = new CaseReader(k);
    for (int f = 1; f < a.length; f++) {
      for (CaseReader.Result res : r.read(Path.of(a[f]))) {
        if (res instanceof CaseReader.Result.Accepted ok) {
          for (Mode mode : Mode.values()) {
            long t3 = System.nanoTime();
            Assessment as = s.assess(ok.value(), mode);
            System.out.println(
                ok.value().id()
                    + " "
                    + mode
                    + " ms "
                    + (System.nanoTime() - t3) / 1e6
                    + " "
                    + as.urgency().level()
                    + " possible "
                    + as.urgency().possible());
            as.causes().stream()
                .limit(6)
                .forEach(c ->
                    System.out.printf(
                        "  %s %.3f [%.3f %.3f] %s | %s%n",
                        c.condition(),
                        c.probability(),
                        c.low(),
                        c.high(),
                        c.forIt().stream()
                            .limit(4)
                            .map(w -> w.finding() + String.format(" %.1f", w.decibans()))
                            .toList(),
                        c.against().stream()
                            .limit(3)
                            .map(w -> w.finding() + String.format(" %.1f", w.decibans()))
                            .toList()));
            System.out.println(
                "  risks "
                    + as.urgency().risks()
                    + " rules "
                    + as.urgency().fired().stream().map(x -> x.id() + "=" + x.level()).toList());
            System.out.println(
                "  roots "
                    + as.localisation().roots().stream().limit(3).toList()
                    + " axis "
                    + as.localisation().axis());
            System.out.println(
                "  next "
                    + as.next().stream()
                        .limit(5)
                        .map(q -> q.id() + String.format(" %.3f", q.gain()))
                        .toList());
          }
        } else System.out.println(res);
      }
    }
  }
}
