package org.lasegue.report;

/// Builds HTML; every text that goes in is escaped.
public final class Html {
  private final StringBuilder out = new StringBuilder();

  static String escape(String text) {
    StringBuilder result = new StringBuilder(text.length() + 16);
    text.codePoints()
        .forEach(c -> {
          switch (c) {
            case '<' -> result.append("&lt;");
            case '>' -> result.append("&gt;");
            case '&' -> result.append("&amp;");
            case '"' -> result.append("&quot;");
            case '\'' -> result.append("&#39;");
            default -> {
              if (c >= 0x20 && c != 0x7f || c == '\n' || c == '\t') {
                result.appendCodePoint(c);
              } else {
                result.append('\uFFFD');
              }
            }
          }
        });
    return result.toString();
  }

  /// An opening tag; `attributes` are names and values in turn.
  public Html open(String tag, String... attributes) {
    out.append('<').append(tag);
    for (int i = 0; i + 1 < attributes.length; i += 2) {
      out.append(' ')
          .append(attributes[i])
          .append("=\"")
          .append(escape(attributes[i + 1]))
          .append('"');
    }
    out.append('>');
    return this;
  }

  public Html close(String tag) {
    out.append("</").append(tag).append(">\n");
    return this;
  }

  public Html text(String text) {
    out.append(escape(text));
    return this;
  }

  /// An element that holds only text.
  public Html element(String tag, String text, String... attributes) {
    return open(tag, attributes).text(text).close(tag);
  }

  /// Markup of our own that needs no escaping.
  public Html markup(String trusted) {
    out.append(trusted);
    return this;
  }

  @Override
  public String toString() {
    return out.toString();
  }
}
