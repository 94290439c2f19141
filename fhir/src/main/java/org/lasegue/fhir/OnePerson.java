package org.lasegue.fhir;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Property;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;

/// Refuses resources that speak of more than one person: their answers would become one case.
final class OnePerson {
  private OnePerson() {}

  /// @param base address of the server, empty where the reference is relative
  private record Name(String base, String id) {
    boolean agrees(Name other) {
      return id.equals(other.id)
          && (base.isEmpty() || other.base.isEmpty() || base.equals(other.base));
    }

    boolean conflicts(Name other) {
      return id.equals(other.id) && !agrees(other);
    }
  }

  /// @param expected id of the patient the sender speaks of, where it says so
  /// @throws FhirProblemException where it is more than one person
  static void check(List<RecordReader.Placed> all, Optional<String> expected) {
    List<RecordReader.Placed> patients =
        all.stream().filter(p -> p.resource() instanceof Patient).toList();
    if (patients.size() > 1) {
      throw new FhirProblemException(
          IssueType.MULTIPLEMATCHES,
          patients.get(1).expression(),
          "There is more than one Patient here; a case is about one person.");
    }
    List<Name> person = new ArrayList<>();
    for (RecordReader.Placed each : patients) {
      Stream.of(String.valueOf(each.resource().getIdElement().getIdPart()), each.fullUrl())
          .filter(n -> !n.isEmpty() && !n.equals("null"))
          .map(n -> name(n, each.expression()))
          .forEach(person::add);
    }
    expected.ifPresent(id -> same(person, name(id, ""), "context.patientId"));
    for (RecordReader.Placed each : all) {
      for (Reference reference : people(each.resource())) {
        String text = reference.getReference();
        if (text != null && !text.isEmpty()) {
          same(person, name(text, each.expression()), each.expression() + ".subject");
        }
      }
    }
  }

  private static void same(List<Name> person, Name name, String place) {
    if (!person.isEmpty()
        && (person.stream().noneMatch(name::agrees) || person.stream().anyMatch(name::conflicts))) {
      throw new FhirProblemException(
          IssueType.CONFLICT,
          place,
          "This is about another person than the rest; a case is about one person.");
    }
    person.add(name);
  }

  /// A contained patient has a name only inside its resource.
  private static Name name(String reference, String within) {
    if (reference.startsWith("urn:")) {
      return new Name("", reference);
    }
    if (reference.startsWith("#")) {
      return new Name("", within + reference);
    }
    int version = reference.indexOf("/_history/");
    String bare = version < 0 ? reference : reference.substring(0, version);
    int last = bare.lastIndexOf('/');
    String before = last < 0 ? "" : bare.substring(0, last);
    String id = bare.substring(last + 1);
    int type = before.lastIndexOf('/');
    String kind = before.substring(type + 1);
    return new Name(
        type < 0 ? "" : before.substring(0, type),
        kind.isEmpty() || kind.equals("Patient") ? id : kind + "/" + id);
  }

  private static List<Reference> people(Resource resource) {
    return Stream.of("subject", "patient")
        .map(resource::getNamedProperty)
        .filter(p -> p != null)
        .map(Property::getValues)
        .flatMap(List::stream)
        .filter(Reference.class::isInstance)
        .map(Reference.class::cast)
        .toList();
  }
}
