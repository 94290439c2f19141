package org.lasegue.web;

import java.util.Collection;
import java.util.EnumMap;
import java.util.Map;
import org.lasegue.knowledge.Contact;
import org.lasegue.knowledge.Knowledge;
import org.springframework.stereotype.Component;

/// Whom to call where a person is.
@Component
public class Contacts {
  private final Map<String, Contact> all;

  Contacts(Knowledge knowledge) {
    this.all = knowledge.contacts();
  }

  public boolean known(String country) {
    return all.containsKey(country);
  }

  Collection<Contact> countries() {
    return all.values();
  }

  /// The lines of a country by kind, and those that hold anywhere where it has none.
  Map<Contact.Kind, Contact.Line> lines(String country) {
    Map<Contact.Kind, Contact.Line> lines = new EnumMap<>(Contact.Kind.class);
    for (String each : new String[] {Contact.WORLDWIDE, country}) {
      if (all.get(each) instanceof Contact contact) {
        contact.lines().forEach(line -> lines.put(line.kind(), line));
      }
    }
    return lines;
  }
}
