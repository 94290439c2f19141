package org.lasegue.report;

import java.io.StringWriter;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Collection;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/// Writes one JSON object. Numbers are rounded to six decimals, so that the same result is the same
/// text everywhere.
public final class Json {
  private static final JsonFactory FACTORY = new JsonFactory();
  private static final int DECIMALS = 6;

  private final JsonGenerator out;

  private Json(JsonGenerator out) {
    this.out = out;
  }

  /// The text of one object, without line breaks.
  public static String object(Consumer<Json> fields) {
    StringWriter text = new StringWriter();
    try (JsonGenerator generator = FACTORY.createGenerator(ObjectWriteContext.empty(), text)) {
      Json json = new Json(generator);
      generator.writeStartObject();
      fields.accept(json);
      generator.writeEndObject();
    }
    return text.toString();
  }

  public Json text(String name, String value) {
    out.writeStringProperty(name, value);
    return this;
  }

  /// Nothing where the text is empty.
  public Json textIfAny(String name, String value) {
    return value.isEmpty() ? this : text(name, value);
  }

  public Json number(String name, double value) {
    out.writeName(name);
    out.writeNumber(rounded(value));
    return this;
  }

  /// Null: a figure that is not defined here.
  public Json missing(String name) {
    out.writeName(name);
    out.writeNull();
    return this;
  }

  public Json flag(String name, boolean value) {
    out.writeName(name);
    out.writeBoolean(value);
    return this;
  }

  public Json texts(String name, Collection<String> values) {
    out.writeName(name);
    out.writeStartArray();
    values.forEach(out::writeString);
    out.writeEndArray();
    return this;
  }

  public Json numbers(String name, double... values) {
    out.writeName(name);
    out.writeStartArray();
    for (double value : values) {
      out.writeNumber(rounded(value));
    }
    out.writeEndArray();
    return this;
  }

  public Json object(String name, Consumer<Json> fields) {
    out.writeName(name);
    out.writeStartObject();
    fields.accept(this);
    out.writeEndObject();
    return this;
  }

  public Json map(String name, Map<String, String> values) {
    return object(name, j -> values.forEach(j::text));
  }

  public <T> Json list(String name, Collection<T> items, BiConsumer<Json, T> fields) {
    out.writeName(name);
    out.writeStartArray();
    for (T item : items) {
      out.writeStartObject();
      fields.accept(this, item);
      out.writeEndObject();
    }
    out.writeEndArray();
    return this;
  }

  private static BigDecimal rounded(double value) {
    BigDecimal result =
        BigDecimal.valueOf(value).setScale(DECIMALS, RoundingMode.HALF_EVEN).stripTrailingZeros();
    return result.scale() < 0 ? result.setScale(0) : result;
  }
}
