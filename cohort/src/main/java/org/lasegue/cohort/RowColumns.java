package org.lasegue.cohort;

import java.util.Arrays;
import java.util.List;
import org.lasegue.knowledge.Condition;
import org.lasegue.knowledge.yaml.Fields;

/// The columns of a row where it is written as a table: the fields of its JSON, whatever the people
/// of one input have of them.
public final class RowColumns {
  private RowColumns() {}

  /// A field and what it holds; every one may be missing.
  public record Column(String name, Type type) {}

  public sealed interface Type {
    record Text() implements Type {}

    record Number() implements Type {}

    record Group(List<Column> columns) implements Type {}

    record Many(Type each) implements Type {}
  }

  private static final Type TEXT = new Type.Text();
  private static final Type NUMBER = new Type.Number();

  /// In the order of the JSON.
  public static List<Column> all() {
    return List.of(
        new Column("id", TEXT),
        new Column("age", TEXT),
        new Column("sex", TEXT),
        new Column("mode", TEXT),
        new Column("urgency", TEXT),
        new Column("possible", TEXT),
        new Column("causes", many(new Column("id", TEXT), new Column("p", NUMBER))),
        new Column(
            "axis",
            new Type.Group(
                Arrays.stream(Condition.Axis.values())
                    .map(a -> new Column(Fields.hyphenated(a), NUMBER))
                    .toList())),
        new Column(
            "roots",
            many(new Column("root", TEXT), new Column("side", TEXT), new Column("p", NUMBER))),
        new Column("rules", new Type.Many(TEXT)),
        new Column(
            "nextTest",
            new Type.Group(List.of(new Column("id", TEXT), new Column("gain", NUMBER)))),
        new Column("knowledge", TEXT));
  }

  private static Type many(Column... columns) {
    return new Type.Many(new Type.Group(List.of(columns)));
  }
}
