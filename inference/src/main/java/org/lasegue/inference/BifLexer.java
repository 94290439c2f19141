package org.lasegue.inference;

/// Cuts a `.bif` file into words and punctuation. Commas separate like spaces; comments are those
/// of C++; a quoted word may hold anything but a line break.
final class BifLexer {

  private static final String PUNCTUATION = "{}()[]|;";

  /// A word or a single punctuation character; the empty text is the end of the file.
  record Token(String text, boolean quoted, int line) {

    boolean isEnd() {
      return text.isEmpty() && !quoted;
    }

    boolean is(String expected) {
      return !quoted && text.equals(expected);
    }

    boolean isWord() {
      return quoted || (!isEnd() && (text.length() > 1 || PUNCTUATION.indexOf(text.charAt(0)) < 0));
    }

    /// As messages show it.
    @Override
    public String toString() {
      return isEnd() ? "the end of the file" : "'" + text + "'";
    }
  }

  private final String source;
  private final String text;
  private int position;
  private int line = 1;

  BifLexer(String source, String text) {
    this.source = source;
    this.text = text;
  }

  Token next() {
    skip();
    if (position == text.length()) {
      return new Token("", false, line);
    }
    char first = text.charAt(position);
    if (first == '"') {
      return quoted();
    }
    int start = position++;
    if (PUNCTUATION.indexOf(first) < 0) {
      while (position < text.length() && isPartOfWord(text.charAt(position))) {
        position++;
      }
    }
    return new Token(text.substring(start, position), false, line);
  }

  private Token quoted() {
    int end = position + 1;
    while (end < text.length() && text.charAt(end) != '"' && text.charAt(end) != '\n') {
      end++;
    }
    if (end == text.length() || text.charAt(end) == '\n') {
      throw new BifException(source, line, "a quoted name is not closed on its line");
    }
    Token token = new Token(text.substring(position + 1, end), true, line);
    position = end + 1;
    return token;
  }

  private static boolean isPartOfWord(char character) {
    return !Character.isWhitespace(character)
        && character != ','
        && character != '"'
        && PUNCTUATION.indexOf(character) < 0;
  }

  private void skip() {
    while (position < text.length()) {
      char character = text.charAt(position);
      if (character == '\n') {
        line++;
        position++;
      } else if (Character.isWhitespace(character) || character == ',') {
        position++;
      } else if (text.startsWith("//", position)) {
        int end = text.indexOf('\n', position);
        position = end < 0 ? text.length() : end;
      } else if (text.startsWith("/*", position)) {
        int end = text.indexOf("*/", position + 2);
        if (end < 0) {
          throw new BifException(source, line, "a comment is not closed");
        }
        line += (int) text.substring(position, end).chars().filter(c -> c == '\n').count();
        position = end + 2;
      } else {
        return;
      }
    }
  }
}
