package org.lasegue.web.interview;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.util.MultiValueMap;

/// What was sent with a question page, or would be sent to give the answers kept.
record Form(Map<String, List<String>> values) {
  private static final int LONGEST = 40;

  static Form sent(MultiValueMap<String, String> parameters) {
    Map<String, List<String>> values = new LinkedHashMap<>();
    parameters.forEach((name, list) -> values.put(name, list.stream().map(Form::cut).toList()));
    return new Form(values);
  }

  /// The value, or an empty text.
  String one(String name) {
    List<String> list = all(name);
    return list.isEmpty() ? "" : list.getFirst().strip();
  }

  List<String> all(String name) {
    return values.getOrDefault(name, List.of());
  }

  boolean has(String name, String value) {
    return all(name).contains(value);
  }

  // no answer is longer; what is longer is not from our page
  private static String cut(String value) {
    return value.length() > LONGEST ? value.substring(0, LONGEST) : value;
  }
}
