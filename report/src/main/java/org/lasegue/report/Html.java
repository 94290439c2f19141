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
              result.appendCodePoint(harmless(c) ? c : 0xFFFD);
            }
          }
        });
    return result.toString();
  }

  /// Not a control character, nothing that XML forbids, nothing that turns the direction of the
  /// text that follows.
  private static boolean harmless(int c) {
    if (c == '\n' || c == '\t') {
      return true;
    }
    boolean turns = c >= 0x202a && c <= 0x202e || c >= 0x2066 && c <= 0x2069;
    return !Character.isISOControl(c)
        && Character.getType(c) != Character.SURROGATE
        && (c & 0xFFFE) != 0xFFFE
        && !turns;
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
