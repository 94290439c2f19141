package org.lasegue.assessment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lasegue.assessment.RealKnowledge.read;
import static org.lasegue.assessment.RealKnowledge.rejection;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lasegue.assessment.Case.Key;
import org.lasegue.assessment.Case.Where;

class CaseReaderTest {
  private static String findings(String lines) {
    return "format: 1\nid: t\nage: 50\nsex: female\nfindings:\n" + lines;
  }

  @Test
  void readsTheExampleOfTheFormat() {
    Case subject =
        read(
            """
            format: 1
            id: example-l5
            age: 46
            sex: male
            answered-by: self
            findings:
              low-back-pain: {value: present, since-days: 21, severity: 6}
              leg-pain-below-knee: {side: left, value: present, since-days: 14, severity: 8}
              leg-weakness: {right: absent, left: {value: present, since-hours: 24, onset: sudden, course: worsening, new: true}}
              ankle-dorsiflexion-power: {right: 5, left: 3}
              temperature: {value: 37.8, unit: Cel}
              bladder-sensation: unsure
              numbness-face: past
              straight-leg-raise: {left: positive, right: negative}
            other: ["family worried"]
            expected:
              conditions: {answer: [disc-herniation], fair: [foraminal-stenosis]}
              urgency: {self-report: [routine], examined: [same-day]}
              root: [L5-left]
            """);
    assertThat(subject.findings().get(new Key("bladder-sensation", Where.WHOLE)))
        .isInstanceOf(Answer.Unsure.class);
    assertThat(subject.findings().get(new Key("numbness-face", Where.WHOLE)))
        .isInstanceOf(Answer.Past.class);
    assertThat(subject.findings().get(new Key("ankle-dorsiflexion-power", Where.LEFT)))
        .isInstanceOfSatisfying(Answer.Known.class, k -> assertThat(k.level()).isEqualTo(2));
    assertThat(subject.findings()).doesNotContainKey(new Key("leg-pain-below-knee", Where.RIGHT));
    assertThat(subject.other()).containsExactly("family worried");
  }

  @Test
  void aGroupMeansItsNormalValuesAndExplicitAnswersWin() {
    Case subject = read(findings("  leg-neurology: normal\n  ankle-reflex: {left: absent}\n"));
    assertThat(subject.findings().get(new Key("ankle-reflex", Where.LEFT)))
        .isInstanceOfSatisfying(Answer.Known.class, k -> assertThat(k.level()).isEqualTo(2));
    assertThat(subject.findings().get(new Key("big-toe-extension-power", Where.RIGHT)))
        .isInstanceOfSatisfying(Answer.Known.class, k -> assertThat(k.level()).isZero());
  }

  @Test
  void presentOnAnUnrecordedSideCannotBeDeniedOnBoth() {
    assertThat(rejection(findings("  foot-drop: present\n  leg-weakness: absent\n")))
        .contains("cannot be absent");
  }

  @Test
  void anExplicitAnswerWinsOverWhatItsGroupSaysOfAnother() {
    Case subject = read(findings("  leg-nerve-symptoms: normal\n  foot-drop: {left: present}\n"));
    assertThat(subject.findings().get(new Key("foot-drop", Where.LEFT)))
        .isInstanceOfSatisfying(Answer.Known.class, k -> assertThat(k.level()).isEqualTo(1));
    assertThat(subject.findings()).doesNotContainKey(new Key("leg-weakness", Where.LEFT));
  }

  @Test
  void unknownIdsNameTheNearestKnownOne() {
    assertThat(rejection(findings("  sadle-numbness: present\n")))
        .contains("test.yaml:6")
        .contains("saddle-numbness");
  }

  @Test
  void aSideThatIsNoneIsNamedBeforeWhatIsMissing() {
    assertThat(rejection(findings("  foot-drop: {up: present}\n"))).contains("'up' is not a field");
    assertThat(rejection(findings("  foot-drop: {severity: 5}\n")))
        .contains("'foot-drop' has no 'value'");
  }

  @Test
  void saddleNumbnessContradictsNoNumbnessOfTheSaddleExamination() {
    assertThat(rejection(findings("  leg-pain-both: present\n  leg-pain: {left: absent}\n")))
        .contains("cannot be absent");
    assertThat(rejection(findings("  pain-calf: {left: present}\n  leg-pain: {left: absent}\n")))
        .contains("cannot be absent");
    assertThat(rejection(findings("  foot-drop: {left: present}\n  leg-weakness: absent\n")))
        .contains("cannot be absent");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "format: 2\nid: x\n",
        "id: x\n",
        "format: 1\n",
        "format: 1\nid: ''\n",
        "format: 1\nid: \"a\\u001bb\"\n",
        "format: 1\nid: x\nage: 190\n",
        "format: 1\nid: x\nage: -1\n",
        "format: 1\nid: x\nage: many\n",
        "format: 1\nid: x\nage: {from: 60, to: 50}\n",
        "format: 1\nid: x\nsex: blue\n",
        "format: 1\nid: x\nsex: male\npregnancy: {pregnant: {weeks: 20}}\n",
        "format: 1\nid: x\nage: 30\nsex: female\npregnancy: {pregnant: {weeks: 60}}\n",
        "format: 1\nid: x\nage: 80\nsex: female\npregnancy: {pregnant: {weeks: 20}}\n",
        "format: 1\nid: x\nunknown-field: 3\n",
        "format: 1\nid: x\nid: y\n",
        "format: 1\nid: x\nfindings: {fever: present, fever: absent}\n",
        "format: 1\nid: x\nfindings: {fever: maybe}\n",
        "format: 1\nid: x\nfindings: {fever: {left: present}}\n",
        "format: 1\nid: x\nfindings: {temperature: 60}\n",
        "format: 1\nid: x\nfindings: {temperature: {value: 37, unit: bananas}}\n",
        "format: 1\nid: x\nfindings: {temperature: warm}\n",
        "format: 1\nid: x\nfindings: {temperature: .nan}\n",
        "format: 1\nid: x\nfindings: {leg-neurology: abnormal}\n",
        "format: 1\nid: x\nfindings: {low-back-pain: {value: present, severity: 11}}\n",
        "format: 1\nid: x\nfindings: {low-back-pain: {value: present, since-days: 3, since-hours: 3}}\n",
        "format: 1\nid: x\nfindings: {leg-pain: {side: up, value: present}}\n",
        "format: 1\nid: x\nexpected: {conditions: {answer: [disc-hernia]}}\n",
        "format: 1\nid: x\nexpected: {root: [L9-left]}\n",
        "format: 1\nid: x\n---\nformat: 1\nid: y\n",
        "format: 1\nid: [\n",
        "- a\n- b\n",
        "",
        "\t",
        "null",
        "{\"format\": 1, \"id\": ",
      })
  void refusesWhatIsWrongAndSaysWhere(String text) {
    assertThat(rejection(text)).contains("test.yaml:");
  }

  @Test
  void allProblemsOfACaseAreToldAtOnce() {
    assertThat(
            rejection(
                """
                id: ''
                age: forty
                sex: blue
                pregnancy: perhaps
                answered-by: nobody
                findings: {fever: maybe, nonsense: present}
                expected: {root: [L9-left]}
                colour: red
                """))
        .contains("'format'", "'id'", "'age'", "'sex'", "'pregnancy'", "'answered-by'")
        .contains("'fever'", "'nonsense'", "L9-left", "'colour'");
  }

  @Test
  void anotherFormatIsRefusedAlone() {
    assertThat(rejection("format: 2\nid: x\nage: forty\n"))
        .contains("format 2")
        .doesNotContain("'age'");
  }

  @Test
  void jsonOfOneLineIsReadToo() {
    assertThat(
            read("{\"format\": 1, \"id\": \"j\", \"findings\": {\"fever\": \"present\"}}")
                .findings())
        .hasSize(1);
  }

  @Test
  void otherUnitsAreConverted() {
    Case subject =
        read(
            findings(
                """
                  temperature: {value: 102.2, unit: '[degF]'}
                  white-cells: {value: 22, unit: '10*3/uL'}
                  platelets: {value: 60000, unit: '/uL'}
                """));
    assertThat(number(subject, "temperature")).isBetween(38.99, 39.01);
    assertThat(number(subject, "white-cells")).isEqualTo(22);
    assertThat(number(subject, "platelets")).isBetween(59.99, 60.01);
  }

  private static double number(Case subject, String finding) {
    return subject.findings().get(new Key(finding, Where.WHOLE)) instanceof Answer.Known k
        ? k.number().orElseThrow()
        : Double.NaN;
  }
}
