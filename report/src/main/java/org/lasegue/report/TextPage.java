package org.lasegue.report;

import java.util.ArrayList;
import java.util.List;

/// A page of text for a terminal: wraps to its width, colours where that is allowed, and lets no
/// control character of an input through.
public final class TextPage {
  /// How the page is shown.
  ///
  /// @param width columns, @param colour whether escape codes may be used, @param blocks whether
  ///   the terminal can show block characters
  public record Look(int width, boolean colour, boolean blocks) {
    public static final Look PLAIN = new Look(80, false, true);
  }

  public enum Tone {
    NONE(""),
    STRONG("1"),
    FAINT("2"),
    ALARM("1;97;41"),
    WARNING("1;30;43"),
    CALM("1;97;44"),
    GOOD("1;97;42"),
    FOR("36"),
    AGAINST("33");

    private final String code;

    Tone(String code) {
      this.code = code;
    }
  }

  private static final String EIGHTHS = " ▏▎▍▌▋▊▉█";
  private static final int READABLE = 100;

  private final StringBuilder out = new StringBuilder();
  private final Look look;
  private final int width;

  public TextPage(Look look) {
    this.look = look;
    this.width = Math.clamp(look.width(), 40, READABLE);
  }

  public int width() {
    return width;
  }

  public TextPage blank() {
    out.append('\n');
    return this;
  }

  /// A full line in a tone, such as the urgency.
  public TextPage banner(String text, Tone tone) {
    for (String line : wrap(text, width - 2)) {
      String padded = " " + line + " ".repeat(Math.max(1, width - 1 - length(line)));
      out.append(toned(padded, tone).stripTrailing()).append('\n');
    }
    return this;
  }

  public TextPage rule() {
    out.append(toned((look.blocks() ? "─" : "-").repeat(width), Tone.FAINT)).append('\n');
    return this;
  }

  public TextPage heading(String text) {
    blank();
    for (String line : wrap(text.toUpperCase(java.util.Locale.ROOT), width)) {
      out.append(toned(line, Tone.STRONG)).append('\n');
    }
    return this;
  }

  public TextPage paragraph(String text) {
    return hanging("", text, Tone.NONE);
  }

  public TextPage paragraph(String indent, String text, Tone tone) {
    return hanging(indent, text, tone);
  }

  public TextPage bullet(String text) {
    return hanging(look.blocks() ? "  • " : "  - ", text, Tone.NONE);
  }

  /// Text that starts behind `lead` and whose further lines are indented as far.
  public TextPage hanging(String lead, String text, Tone tone) {
    String indent = " ".repeat(length(lead));
    boolean first = true;
    for (String line : wrap(text, width - length(lead))) {
      out.append(first ? clean(lead) : indent).append(toned(line, tone)).append('\n');
      first = false;
    }
    return this;
  }

  /// A bar of `cells` columns, filled to `share` of them.
  public String bar(double share, int cells) {
    double filled = Math.clamp(share, 0, 1) * cells;
    if (!look.blocks()) {
      int whole = (int) Math.round(filled);
      return "#".repeat(whole) + " ".repeat(cells - whole);
    }
    int eighths = (int) Math.round(filled * 8);
    if (eighths == 0 && share > 0) {
      eighths = 1;
    }
    int whole = eighths / 8;
    int rest = eighths % 8;
    String bar = "█".repeat(whole) + (rest == 0 ? "" : EIGHTHS.substring(rest, rest + 1));
    return bar + " ".repeat(Math.max(0, cells - bar.length()));
  }

  /// A line that begins with columns which must not be wrapped, such as a bar.
  public TextPage line(String columns, Tone tone, String text) {
    String indent = " ".repeat(length(columns));
    boolean first = true;
    for (String line : wrap(text, Math.max(16, width - length(columns)))) {
      out.append(first ? toned(columns, tone) : indent).append(line).append('\n');
      first = false;
    }
    return this;
  }

  private String toned(String text, Tone tone) {
    return look.colour() && !tone.code.isEmpty()
        ? "\u001b[" + tone.code + "m" + text + "\u001b[0m"
        : text;
  }

  static List<String> wrap(String text, int width) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (String word : clean(text).strip().split(" +", -1)) {
      String rest = word;
      if (!line.isEmpty() && length(line) + 1 + length(rest) > width) {
        lines.add(line.toString());
        line.setLength(0);
      }
      while (length(rest) > width && width > 0) {
        int end = rest.offsetByCodePoints(0, width);
        lines.add(rest.substring(0, end));
        rest = rest.substring(end);
      }
      if (!line.isEmpty()) {
        line.append(' ');
      }
      line.append(rest);
    }
    lines.add(line.toString());
    return lines;
  }

  private static int length(CharSequence text) {
    return Character.codePointCount(text, 0, text.length());
  }

  /// Line breaks become spaces; what could steer a terminal or turn the text round becomes `?`.
  public static String clean(String text) {
    StringBuilder result = new StringBuilder(text.length());
    text.codePoints()
        .forEach(c -> {
          if (Character.isWhitespace(c)) {
            result.append(' ');
          } else if (Character.isISOControl(c) || Character.getType(c) == Character.FORMAT) {
            result.append('?');
          } else {
            result.appendCodePoint(c);
          }
        });
    return result.toString();
  }

  @Override
  public String toString() {
    return out.toString().replace('\u00a0', ' ');
  }
}
