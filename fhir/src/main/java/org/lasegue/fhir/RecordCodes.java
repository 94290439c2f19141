package org.lasegue.fhir;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.lasegue.knowledge.yaml.Fields;
import org.lasegue.knowledge.yaml.YamlNode;
import org.lasegue.knowledge.yaml.YamlReader;

/// Which codes of a record say that a finding is present: `record-codes.yaml`.
record RecordCodes(
    List<Entry> conditions,
    List<Entry> medicines,
    PregnancyCodes pregnancy,
    Duration signs,
    Duration tests,
    Duration pregnancyTests,
    List<Order> orders) {
  private static final String FILE = "record-codes.yaml";

  /// @param system `icd10` or `atc`, @param codes beginnings of codes, @param history whether it
  ///   counts when it is over, @param checked where the meaning of the codes was read
  record Entry(String finding, String system, List<String> codes, boolean history, String checked) {
    boolean covers(String code) {
      return codes.stream().anyMatch(code::startsWith);
    }
  }

  /// A kind of order that is recognised by its words: one of each list.
  ///
  /// @param advice care actions of the knowledge that speak about such an order
  /// @param except words of which none may be there
  record Order(
      String id,
      List<String> modality,
      List<String> place,
      List<String> except,
      List<String> advice) {}

  record PregnancyCodes(String loinc, String pregnant, String notPregnant) {}

  static RecordCodes bundled() {
    try (InputStream in = RecordCodes.class.getResourceAsStream(FILE)) {
      if (in == null) {
        throw new IllegalStateException(FILE + " is missing from this build");
      }
      return of(YamlReader.read(new String(in.readAllBytes(), StandardCharsets.UTF_8), FILE, 1));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static RecordCodes of(YamlNode node) {
    Fields f = Fields.of(node, "the codes");
    List<Entry> conditions = f.list("conditions", RecordCodes::entry);
    List<Entry> medicines = f.list("medicines", RecordCodes::entry);
    Fields p = Fields.of(f.need("pregnancy"), "'pregnancy'");
    PregnancyCodes pregnancy =
        new PregnancyCodes(p.text("loinc"), p.text("pregnant"), p.text("not-pregnant"));
    p.text("checked");
    p.done();
    Fields m = Fields.of(f.need("measures"), "'measures'");
    m.text("estimate");
    RecordCodes codes =
        new RecordCodes(
            conditions,
            medicines,
            pregnancy,
            Duration.ofHours((long) m.number("sign-hours")),
            Duration.ofDays((long) m.number("test-days")),
            Duration.ofDays((long) m.number("pregnancy-days")),
            f.list("orders", RecordCodes::order));
    m.done();
    f.done();
    return codes;
  }

  private static Entry entry(YamlNode node) {
    Fields f = Fields.of(node, "an entry");
    Entry entry =
        new Entry(
            f.text("finding"),
            f.text("system"),
            f.texts("codes"),
            f.has("history") && f.flag("history"),
            f.text("checked"));
    f.done();
    return entry;
  }

  private static Order order(YamlNode node) {
    Fields f = Fields.of(node, "an order");
    Order order =
        new Order(
            f.text("id"),
            f.texts("modality"),
            f.texts("place"),
            f.texts("except"),
            f.texts("advice"));
    f.done();
    return order;
  }

  /// Whether something of that time, known and not of the future, tells of now.
  static boolean fresh(Optional<Instant> when, Instant at, Duration most) {
    return when.filter(w -> !w.isAfter(at.plus(Duration.ofDays(1))))
        .filter(w -> !w.isBefore(at.minus(most)))
        .isPresent();
  }

  static Optional<String> systemOf(String address) {
    return switch (address) {
      case "http://hl7.org/fhir/sid/icd-10", "http://hl7.org/fhir/sid/icd-10-cm" ->
          Optional.of("icd10");
      case "http://www.whocc.no/atc" -> Optional.of("atc");
      default -> Optional.empty();
    };
  }
}
