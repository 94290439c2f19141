package org.lasegue.report;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.lasegue.knowledge.Basis;
import org.lasegue.knowledge.Quantified;

/// One thing that the knowledge says something about, as sections of rows, each with its number and
/// what it rests on.
public final class Sheet {
  /// @param number the number with its range, if the row is one
  public record Row(
      String label, String text, Optional<Quantified> number, Optional<Basis> basis) {}

  public record Section(String title, List<Row> rows) {}

  private final String kind;
  private final String id;
  private final String title;
  private final String plain;
  private final List<Section> sections = new ArrayList<>();

  /// @param title clinical or full name, @param plain name in plain words, empty where there is
  ///   none
  Sheet(String kind, String id, String title, String plain) {
    this.kind = kind;
    this.id = id;
    this.title = title;
    this.plain = plain;
  }

  public String kind() {
    return kind;
  }

  public String id() {
    return id;
  }

  public String title() {
    return title;
  }

  public String plain() {
    return plain;
  }

  /// The sections that have rows.
  public List<Section> sections() {
    return sections.stream().filter(s -> !s.rows().isEmpty()).toList();
  }

  Sheet section(String name) {
    sections.add(new Section(name, new ArrayList<>()));
    return this;
  }

  Sheet row(String label, String text) {
    return text.isEmpty() ? this : add(new Row(label, text, Optional.empty(), Optional.empty()));
  }

  Sheet row(String label, String text, Basis basis) {
    return text.isEmpty() ? this : add(new Row(label, text, Optional.empty(), Optional.of(basis)));
  }

  Sheet row(String label, Quantified number) {
    return add(new Row(label, "", Optional.of(number), Optional.of(number.basis())));
  }

  private Sheet add(Row row) {
    if (sections.isEmpty()) {
      section("");
    }
    sections.getLast().rows().add(row);
    return this;
  }

  /// Ids of the sources that anything here rests on, in order of appearance.
  public Set<String> sources() {
    Set<String> result = new LinkedHashSet<>();
    for (Section section : sections) {
      for (Row row : section.rows()) {
        if (row.basis().orElse(null) instanceof Basis.Sourced sourced) {
          result.addAll(sourced.sources());
        }
      }
    }
    return result;
  }
}
