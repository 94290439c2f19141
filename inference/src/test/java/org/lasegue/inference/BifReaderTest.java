package org.lasegue.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BifReaderTest {

  private static final String SPRINKLER =
      """
      network sprinkler {
      }
      variable rain {
        type discrete [ 2 ] { yes, no };
      }
      variable wet {
        type discrete [ 3 ] { dry, damp, soaked };
      }
      probability ( rain ) {
        table 0.2, 0.8;
      }
      probability ( wet | rain ) {
        (yes) 0.1, 0.3, 0.6;
        (no) 0.7, 0.2, 0.1;
      }
      """;

  @Test
  void readsVariablesStatesAndRows() {
    Network network = BifReader.parse("sprinkler.bif", SPRINKLER);
    assertThat(network.variables()).extracting(Variable::name).containsExactly("rain", "wet");
    assertThat(network.variable("wet").states()).containsExactly("dry", "damp", "soaked");
    assertThat(table(network, "wet")).containsExactly(0.1, 0.3, 0.6, 0.7, 0.2, 0.1);
  }

  @Test
  void rowsMayComeInAnyOrderAndBeforeTheirVariables() {
    Network network =
        BifReader.parse(
            "x.bif",
            """
            probability ( wet | rain ) { (no) 0.7 0.2 0.1; (yes) 0.1 0.3 0.6; }
            probability ( rain ) { table 0.2 0.8; }
            variable wet { type discrete[3] { dry damp soaked }; }
            variable rain { type discrete[2] { yes no }; }
            """);
    assertThat(table(network, "wet")).containsExactly(0.1, 0.3, 0.6, 0.7, 0.2, 0.1);
  }

  @Test
  void readsQuotedNamesCommentsPropertiesAndDefaults() {
    Network network =
        BifReader.parse(
            "x.bif",
            """
            // a comment
            network "old style" { property "author = nobody; somebody" ; property version 1; }
            variable "light on" { /* two
            lines */ type discrete[2] { "yes, bright" "no" }; property position = (1, 2); }
            variable family { type discrete[2] { in out }; }
            probability ( family ) { property x; table 0.85 0.15; }
            probability ( "light on" family ) { default 0.05 0.95; (out) 0.6, 4e-1; }
            """);
    assertThat(network.variable("light on").states()).containsExactly("yes, bright", "no");
    assertThat(table(network, "light on")).containsExactly(0.05, 0.95, 0.6, 0.4);
  }

  @Test
  void aTableWithParentsListsTheFirstStateFirst() {
    Network network =
        BifReader.parse(
            "x.bif",
            """
            variable light { type discrete[2] { on off }; }
            variable family { type discrete[3] { in out away }; }
            probability ( family ) { table 0.5 0.3 0.2; }
            probability ( light | family ) { table 0.05 0.6 0.1  0.95 0.4 0.9; }
            """);
    assertThat(table(network, "light")).containsExactly(0.05, 0.95, 0.6, 0.4, 0.1, 0.9);
  }

  @Test
  void rowsNearOneAreNormalised() {
    Network network = BifReader.parse("x.bif", SPRINKLER.replace("0.2, 0.8", "0.2, 0.7995"));
    assertThat(table(network, "rain")).containsExactly(0.2 / 0.9995, 0.7995 / 0.9995);
  }

  @Test
  void readsFilesAndReaders(@TempDir Path directory) throws IOException {
    Path file = Files.writeString(directory.resolve("s.bif"), SPRINKLER);
    assertThat(BifReader.read(file).variables()).hasSize(2);
    assertThat(BifReader.read("s.bif", new StringReader(SPRINKLER)).variables()).hasSize(2);
    Files.writeString(file, SPRINKLER.replace("0.8", "0.9"));
    assertThatThrownBy(() -> BifReader.read(file)).hasMessageStartingWith(file + ":10: ");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      nullValues = "NULL",
      textBlock =
          """
          network sprinkler        | netwrk sprinkler           | 1  | expected 'network', 'variable' or 'probability', not 'netwrk'
          network sprinkler {      | network sprinkler          | 2  | expected '{', not '}'
          discrete [ 2 ]           | continuous [ 2 ]           | 4  | only variables of type 'discrete'
          discrete [ 2 ]           | discrete [ 3 ]             | 4  | announces 3 states and names 2
          discrete [ 2 ]           | discrete [ two ]           | 4  | announces two states and names 2
          { yes, no };             | { yes, yes };              | 3  | names a state twice
          { yes, no };             | { yes, no }                | 5  | expected ';', not '}'
          { yes, no };             | { yes, no;                 | 4  | expected a state or '}', not ';'
          variable wet             | variable rain              | 6  | 'rain' is declared already in line 3
          variable wet             | variable wett              | 12 | unknown variable 'wet' (did you mean 'wett'?)
          variable wet             | variable "wet              | 6  | a quoted name is not closed
          variable wet             | variable {                 | 6  | expected the name of a variable, not '{'
          probability ( rain )     | probability ( rian )       | 9  | unknown variable 'rian' (did you mean 'rain'?)
          probability ( rain )     | probability rain           | 9  | expected '(', not 'rain'
          probability ( rain )     | probability ( wet )        | 10 | expected 3 probabilities, found 2
          ( wet &#124; rain )      | ( rain &#124; wet )        | 12 | the probabilities of 'rain' are given already in line 9
          ( wet &#124; rain )      | ( wet &#124; wet )         | 12 | 'wet' stands twice
          ( wet &#124; rain )      | ( wet &#124; rain, rain )  | 12 | 'rain' stands twice
          ( wet &#124; rain )      | ( wet &#124; snow )        | 12 | unknown variable 'snow'
          ( wet &#124; rain )      | ( wet &#124; rain          | 12 | expected the name of a parent or ')', not '{'
          (yes) 0.1                | (yse) 0.1                  | 13 | 'rain' has no state 'yse' (did you mean 'yes'?)
          (yes) 0.1                | (no) 0.1                   | 14 | this row is given already in line 13
          (yes) 0.1                | (yes, no) 0.1              | 13 | names 2 states for 1 parents
          (yes) 0.1                | yes 0.1                    | 13 | expected '(', 'table' or 'default', not 'yes'
          (yes) 0.1, 0.3, 0.6;     | NULL                       | 12 | lack the row (yes)
          (yes) 0.1, 0.3, 0.6;     | default 1 0 0; default 1 0 0; | 13 | two 'default' rows
          (yes) 0.1, 0.3, 0.6;     | table 1 0 0 1 0 0;         | 13 | a 'table' stands beside other rows
          0.1, 0.3, 0.6;           | 0.1, 0.3;                  | 13 | expected 3 probabilities, found 2
          0.1, 0.3, 0.6;           | 0.1, 0.3, 0.3, 0.3;        | 13 | expected 3 probabilities, found 4
          0.1, 0.3, 0.6;           | 0.1, 0.3, 0.6              | 14 | expected a number or ';', not '('
          0.1, 0.3, 0.6;           | 0.1, 0.3, 0.602;           | 13 | sum to 1.002
          0.1, 0.3, 0.6;           | 0.2, -0.1, 0.9;            | 13 | a probability cannot be negative: -0.1
          0.1, 0.3, 0.6;           | 0.1, NaN, 0.6;             | 13 | 'NaN' is not a number
          0.1, 0.3, 0.6;           | 0.1, 0x1p-1, 0.4;          | 13 | '0x1p-1' is not a number
          0.1, 0.3, 0.6;           | 0.1, 1e999, 0.6;           | 13 | Infinity is not a probability
          table 0.2, 0.8;          | table 0.2, 0.8; }}         | 10 | expected 'network', 'variable' or 'probability', not '}'
          table 0.2, 0.8;          | table 0.2, 0.8; /*         | 10 | a comment is not closed
          table 0.2, 0.8;          | property x                 | 11 | a property is not closed
          """)
  void malformedFilesAreRefusedWithTheirLine(
      String part, String replacement, int line, String reason) {
    String from = part.replace("&#124;", "|");
    String to = replacement == null ? "" : replacement.replace("&#124;", "|");
    assertThat(SPRINKLER).contains(from);
    int at = SPRINKLER.indexOf(from);
    String text = SPRINKLER.substring(0, at) + to + SPRINKLER.substring(at + from.length());
    assertThatThrownBy(() -> BifReader.parse("s.bif", text))
        .isInstanceOfSatisfying(
            BifException.class,
            e -> {
              assertThat(e).hasMessageStartingWith("s.bif:" + line + ": ");
              assertThat(e).hasMessageContaining(reason);
              assertThat(e.line()).isEqualTo(line);
              assertThat(e.source()).isEqualTo("s.bif");
            });
  }

  @Test
  void missingPartsAreRefused() {
    refused("", 1, "declares no variable");
    refused("network x { }", 1, "declares no variable");
    refused("variable x { }", 1, "'x' has no type");
    refused("variable x { type discrete [ 0 ] { }; }", 1, "no states");
    refused("\nvariable x { type discrete [ 1 ] { a }; }", 2, "'x' has no probability block");
    refused("variable x { type discrete [ 1 ] { a }; ", 1, "the end of the file");
    refused("variable x { type discrete [ 1 ] { a ", 1, "the end of the file");
    refused("network x {", 1, "the end of the file");
  }

  @Test
  void cyclesAreRefused() {
    refused(
        """
        variable a { type discrete [ 1 ] { x }; }
        variable b { type discrete [ 1 ] { x }; }
        probability ( a | b ) { (x) 1; }
        probability ( b | a ) { (x) 1; }
        """,
        5,
        "cycle: a -> b -> a");
  }

  @Test
  void anyDamageEndsInANetworkOrABifException() {
    SplittableRandom random = new SplittableRandom(1);
    String alphabet = "{}()[]|;,\" \n0.-e/*xtable";
    for (int i = 0; i < 20_000; i++) {
      StringBuilder text = new StringBuilder(SPRINKLER);
      for (int edits = 1 + random.nextInt(3); edits > 0; edits--) {
        int at = random.nextInt(text.length());
        switch (random.nextInt(3)) {
          case 0 -> text.deleteCharAt(at);
          case 1 -> text.insert(at, alphabet.charAt(random.nextInt(alphabet.length())));
          default -> text.delete(at, Math.min(text.length(), at + random.nextInt(40)));
        }
      }
      try {
        assertThat(BifReader.parse("damaged.bif", text.toString())).isNotNull();
      } catch (BifException e) {
        assertThat(e.line()).isPositive();
      }
    }
  }

  private static void refused(String text, int line, String reason) {
    assertThatThrownBy(() -> BifReader.parse("s.bif", text))
        .isInstanceOf(BifException.class)
        .hasMessageStartingWith("s.bif:" + line + ": ")
        .hasMessageContaining(reason);
  }

  private static double[] table(Network network, String variable) {
    return ((Table) network.distribution(variable)).values();
  }
}
