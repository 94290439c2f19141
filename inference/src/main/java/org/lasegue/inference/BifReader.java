package org.lasegue.inference;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads networks in the Bayesian Network Interchange Format (`.bif`).
///
/// Understood are `network`, `variable` and `probability` blocks, `property` lines (ignored), and
/// within a probability block rows `(parent states) numbers;`, `default numbers;` and `table
/// numbers;`. As the format has it, a table of a variable with parents lists the probabilities of
/// its first state for every parent configuration, then those of the second. Rows that sum to one
/// within 0.001 are normalised; anything else is refused with its line.
public final class BifReader {

  private static final Pattern NUMBER =
      Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?");

  private static final long MAX_TABLE = 1 << 28;

  private final String source;
  private final BifLexer lexer;
  private BifLexer.Token token;
  private final Map<String, Variable> variables = new LinkedHashMap<>();
  private final Map<String, Integer> definedAt = new HashMap<>();
  private final Map<String, Table> tables = new LinkedHashMap<>();
  private final Map<String, Integer> declaredAt = new HashMap<>();
  private final List<Block> blocks = new ArrayList<>();

  private BifReader(String source, String text) {
    this.source = source;
    this.lexer = new BifLexer(source, text);
    this.token = lexer.next();
  }

  /// Reads a file in UTF-8.
  ///
  /// @throws IOException if the file cannot be read
  /// @throws BifException if it is malformed
  public static Network read(Path file) throws IOException {
    return parse(file.toString(), Files.readString(file, StandardCharsets.UTF_8));
  }

  /// Reads to the end of a reader, which stays open.
  ///
  /// @param source a name for error messages
  /// @throws IOException if the reader fails
  /// @throws BifException if the text is malformed
  public static Network read(String source, Reader reader) throws IOException {
    return parse(source, reader.readAllAsString());
  }

  /// Reads a network from a text.
  ///
  /// @param source a name for error messages
  /// @throws BifException if the text is malformed
  public static Network parse(String source, String text) {
    return new BifReader(source, text).network();
  }

  /// A probability block whose rows wait until every variable is known.
  private record Block(BifLexer.Token child, List<BifLexer.Token> parents, List<Row> rows) {}

  /// One line of numbers: for the named parent states, for all others, or for the whole table.
  private record Row(
      Kind kind, List<BifLexer.Token> states, List<BifLexer.Token> numbers, int line) {}

  private enum Kind {
    STATES,
    DEFAULT,
    TABLE
  }

  private Network network() {
    while (!token.isEnd()) {
      BifLexer.Token keyword = advance();
      switch (keyword.quoted() ? "" : keyword.text()) {
        case "network" -> networkBlock();
        case "variable" -> variableBlock();
        case "probability" -> probabilityBlock();
        default ->
            throw error(keyword, "expected 'network', 'variable' or 'probability', not " + keyword);
      }
    }
    if (variables.isEmpty()) {
      throw error(token, "the file declares no variable");
    }
    blocks.forEach(this::define);
    Network.Builder builder = Network.builder();
    for (Variable variable : variables.values()) {
      Table table = tables.get(variable.name());
      if (table == null) {
        throw new BifException(
            source,
            declaredAt.getOrDefault(variable.name(), 1),
            "variable '" + variable.name() + "' has no probability block");
      }
      builder.variable(variable).define(variable.name(), table);
    }
    try {
      return builder.build();
    } catch (InvalidNetworkException e) {
      throw error(token, e.getMessage());
    }
  }

  private void networkBlock() {
    if (token.isWord()) {
      advance();
    }
    expect("{");
    while (!token.is("}")) {
      property();
    }
    advance();
  }

  private void variableBlock() {
    BifLexer.Token name = word("the name of a variable");
    expect("{");
    List<String> states = null;
    while (!token.is("}")) {
      if (token.is("type")) {
        if (states != null) {
          throw error(token, "variable '" + name.text() + "' has two types");
        }
        states = type(name);
      } else {
        property();
      }
    }
    if (states == null) {
      throw error(token, "variable '" + name.text() + "' has no type");
    }
    advance();
    Integer before = declaredAt.putIfAbsent(name.text(), name.line());
    if (before != null) {
      throw error(name, "variable '" + name.text() + "' is declared already in line " + before);
    }
    try {
      variables.put(name.text(), new Variable(name.text(), states));
    } catch (InvalidNetworkException e) {
      throw error(name, e.getMessage());
    }
  }

  private List<String> type(BifLexer.Token name) {
    advance();
    BifLexer.Token kind = advance();
    if (!kind.is("discrete")) {
      throw error(kind, "only variables of type 'discrete' are understood, not " + kind);
    }
    expect("[");
    BifLexer.Token count = word("the number of states");
    expect("]");
    expect("{");
    List<String> states = new ArrayList<>();
    while (!token.is("}")) {
      states.add(word("a state or '}'").text());
    }
    advance();
    expect(";");
    if (!count.text().equals(Integer.toString(states.size()))) {
      throw error(
          count,
          "variable '"
              + name.text()
              + "' announces "
              + count.text()
              + " states and names "
              + states.size());
    }
    return states;
  }

  private void probabilityBlock() {
    expect("(");
    BifLexer.Token child = word("the name of a variable");
    if (token.is("|")) {
      advance();
    }
    List<BifLexer.Token> parents = new ArrayList<>();
    while (!token.is(")")) {
      parents.add(word("the name of a parent or ')'"));
    }
    advance();
    expect("{");
    List<Row> rows = new ArrayList<>();
    while (!token.is("}")) {
      if (token.is("property")) {
        property();
      } else {
        rows.add(row());
      }
    }
    advance();
    blocks.add(new Block(child, parents, rows));
  }

  private Row row() {
    BifLexer.Token start = advance();
    List<BifLexer.Token> states = new ArrayList<>();
    Kind kind;
    if (start.is("(")) {
      kind = Kind.STATES;
      while (!token.is(")")) {
        states.add(word("a state of a parent or ')'"));
      }
      advance();
    } else if (start.is("table")) {
      kind = Kind.TABLE;
    } else if (start.is("default")) {
      kind = Kind.DEFAULT;
    } else {
      throw error(start, "expected '(', 'table' or 'default', not " + start);
    }
    List<BifLexer.Token> numbers = new ArrayList<>();
    while (!token.is(";")) {
      numbers.add(word("a number or ';'"));
    }
    advance();
    return new Row(kind, states, numbers, start.line());
  }

  private void property() {
    if (!token.is("property")) {
      throw error(token, "expected 'property' or '}', not " + token);
    }
    while (!token.is(";")) {
      if (token.isEnd() || token.is("}")) {
        throw error(token, "a property is not closed with ';'");
      }
      advance();
    }
    advance();
  }

  private void define(Block block) {
    Variable child = variable(block.child);
    List<Variable> parents = new ArrayList<>();
    for (BifLexer.Token name : block.parents) {
      Variable parent = variable(name);
      if (parents.contains(parent) || parent.equals(child)) {
        throw error(name, "variable '" + name.text() + "' stands twice in one probability block");
      }
      parents.add(parent);
    }
    Integer before = definedAt.putIfAbsent(child.name(), block.child.line());
    if (before != null) {
      throw error(
          block.child,
          "the probabilities of '" + child.name() + "' are given already in line " + before);
    }
    long size = child.cardinality();
    for (Variable parent : parents) {
      size *= parent.cardinality();
      if (size > MAX_TABLE) {
        throw error(block.child, "the table of '" + child.name() + "' is too large");
      }
    }
    List<String> names = parents.stream().map(Variable::name).toList();
    tables.put(child.name(), new Table(names, values(block, child, parents, (int) size)));
  }

  private double[] values(Block block, Variable child, List<Variable> parents, int size) {
    double[] values = new double[size];
    int[] lineOf = new int[size / child.cardinality()];
    double @Nullable [] others = null;
    for (Row row : block.rows) {
      switch (row.kind) {
        case TABLE -> {
          if (block.rows.size() > 1) {
            throw new BifException(source, row.line, "a 'table' stands beside other rows");
          }
          return table(row, child, size);
        }
        case DEFAULT -> {
          if (others != null) {
            throw new BifException(source, row.line, "there are two 'default' rows");
          }
          others = numbers(row, child.cardinality());
          normalise(others, 0, others.length, row.line);
        }
        case STATES -> {
          int configuration = configuration(row, parents);
          if (lineOf[configuration] > 0) {
            throw new BifException(
                source, row.line, "this row is given already in line " + lineOf[configuration]);
          }
          lineOf[configuration] = row.line;
          double[] numbers = numbers(row, child.cardinality());
          normalise(numbers, 0, numbers.length, row.line);
          System.arraycopy(numbers, 0, values, configuration * numbers.length, numbers.length);
        }
      }
    }
    for (int configuration = 0; configuration < lineOf.length; configuration++) {
      if (lineOf[configuration] == 0) {
        if (others == null) {
          throw error(
              block.child,
              "the probabilities of '"
                  + child.name()
                  + "' lack the row ("
                  + describe(configuration, parents)
                  + ")");
        }
        System.arraycopy(others, 0, values, configuration * others.length, others.length);
      }
    }
    return values;
  }

  private double[] table(Row row, Variable child, int size) {
    double[] listed = numbers(row, size);
    int states = child.cardinality();
    int configurations = size / states;
    double[] values = new double[size];
    for (int state = 0; state < states; state++) {
      for (int configuration = 0; configuration < configurations; configuration++) {
        values[configuration * states + state] = listed[state * configurations + configuration];
      }
    }
    for (int configuration = 0; configuration < configurations; configuration++) {
      normalise(values, configuration * states, states, row.line);
    }
    return values;
  }

  private int configuration(Row row, List<Variable> parents) {
    if (row.states.size() != parents.size()) {
      throw new BifException(
          source,
          row.line,
          "this row names " + row.states.size() + " states for " + parents.size() + " parents");
    }
    int configuration = 0;
    for (int i = 0; i < parents.size(); i++) {
      Variable parent = parents.get(i);
      BifLexer.Token state = row.states.get(i);
      int index = parent.states().indexOf(state.text());
      if (index < 0) {
        throw error(
            state,
            UnknownNameException.state(parent.name(), state.text(), parent.states()).getMessage());
      }
      configuration = configuration * parent.cardinality() + index;
    }
    return configuration;
  }

  private static String describe(int configuration, List<Variable> parents) {
    String[] states = new String[parents.size()];
    for (int i = states.length - 1; i >= 0; i--) {
      int cardinality = parents.get(i).cardinality();
      states[i] = parents.get(i).states().get(configuration % cardinality);
      configuration /= cardinality;
    }
    return String.join(", ", Arrays.asList(states));
  }

  private double[] numbers(Row row, int expected) {
    if (row.numbers.size() != expected) {
      throw new BifException(
          source, row.line, "expected " + expected + " probabilities, found " + row.numbers.size());
    }
    double[] values = new double[expected];
    for (int i = 0; i < expected; i++) {
      BifLexer.Token number = row.numbers.get(i);
      if (!NUMBER.matcher(number.text()).matches()) {
        throw error(number, number + " is not a number");
      }
      values[i] = Double.parseDouble(number.text());
      if (values[i] < 0) {
        throw error(number, "a probability cannot be negative: " + number.text());
      }
    }
    return values;
  }

  private void normalise(double[] values, int from, int length, int line) {
    try {
      Rows.normalise(values, from, length, () -> "row");
    } catch (InvalidNetworkException e) {
      throw new BifException(source, line, e.getMessage());
    }
  }

  private Variable variable(BifLexer.Token name) {
    Variable variable = variables.get(name.text());
    if (variable == null) {
      throw error(
          name, UnknownNameException.variable(name.text(), variables.keySet()).getMessage());
    }
    return variable;
  }

  private BifLexer.Token advance() {
    BifLexer.Token current = token;
    if (!current.isEnd()) {
      token = lexer.next();
    }
    return current;
  }

  private BifLexer.Token word(String what) {
    if (!token.isWord()) {
      throw error(token, "expected " + what + ", not " + token);
    }
    return advance();
  }

  private void expect(String punctuation) {
    if (!token.is(punctuation)) {
      throw error(token, "expected '" + punctuation + "', not " + token);
    }
    advance();
  }

  private BifException error(BifLexer.Token at, String reason) {
    return new BifException(source, at.line(), reason);
  }
}
