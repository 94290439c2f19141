package org.lasegue.inference;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Reads the JSON of the reference files: objects, arrays, strings without escapes, numbers.
final class Json {

  private final String text;
  private int position;

  private Json(String text) {
    this.text = text;
  }

  static Object parse(String text) {
    return new Json(text).value();
  }

  private Object value() {
    return switch (peek()) {
      case '{' -> object();
      case '[' -> array();
      case '"' -> string();
      default -> number();
    };
  }

  private Map<String, Object> object() {
    Map<String, Object> object = new LinkedHashMap<>();
    take('{');
    while (peek() != '}') {
      String key = string();
      take(':');
      object.put(key, value());
      if (peek() == ',') {
        take(',');
      }
    }
    take('}');
    return object;
  }

  private List<Object> array() {
    List<Object> array = new ArrayList<>();
    take('[');
    while (peek() != ']') {
      array.add(value());
      if (peek() == ',') {
        take(',');
      }
    }
    take(']');
    return array;
  }

  private String string() {
    take('"');
    int end = text.indexOf('"', position);
    String string = text.substring(position, end);
    position = end + 1;
    return string;
  }

  private Double number() {
    int start = position;
    while (position < text.length() && ",]} \n".indexOf(text.charAt(position)) < 0) {
      position++;
    }
    return Double.valueOf(text.substring(start, position));
  }

  private char peek() {
    while (Character.isWhitespace(text.charAt(position))) {
      position++;
    }
    return text.charAt(position);
  }

  private void take(char expected) {
    if (peek() != expected) {
      throw new IllegalStateException("expected " + expected + " at " + position);
    }
    position++;
  }
}
