package org.lasegue.knowledge;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.lasegue.knowledge.yaml.BadInputException;
import org.lasegue.knowledge.yaml.Fields;
import org.lasegue.knowledge.yaml.YamlNode;

/// Reads whom to call.
final class ContactReader {
  private static final Pattern COUNTRY = Pattern.compile("[A-Z]{2}|" + Contact.WORLDWIDE);
  private static final Pattern NUMBER = Pattern.compile("[0-9][0-9 -]*[0-9]");

  private ContactReader() {}

  static Contact contact(YamlNode node) {
    Fields f = Fields.of(node, "a contact");
    String country = f.text("country");
    if (!COUNTRY.matcher(country).matches()) {
      throw new BadInputException(
          f.need("country").at(),
          "'" + country + "' is not a country: write two capitals (ISO 3166), or 'worldwide'");
    }
    List<Contact.Line> lines = f.list("lines", ContactReader::line);
    Set<Contact.Kind> kinds = EnumSet.noneOf(Contact.Kind.class);
    for (Contact.Line line : lines) {
      if (!kinds.add(line.kind())) {
        throw new BadInputException(
            line.at(), "a second line of kind '" + Fields.hyphenated(line.kind()) + "'; keep one");
      }
    }
    Contact contact = new Contact(country, f.text("name"), lines, f.at());
    f.done();
    return contact;
  }

  private static Contact.Line line(YamlNode node) {
    Fields f = Fields.of(node, "a line");
    String number = f.text("number", "");
    if (!number.isEmpty() && !NUMBER.matcher(number).matches()) {
      throw new BadInputException(
          f.need("number").at(),
          "'" + number + "' is not a number to dial: digits, spaces, hyphens");
    }
    Contact.Line line =
        new Contact.Line(
            f.word("kind", Contact.Kind.class),
            f.text("name"),
            number,
            f.text("say"),
            Numbers.basis(f),
            f.at());
    f.done();
    return line;
  }
}
